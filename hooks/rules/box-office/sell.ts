import { ledgerOf } from '../ledger.ts'
import { priceInMinorUnits } from '../money.ts'
import type { Reservation, Stored } from '../reservation.ts'
import type { Reached } from './desk.ts'
import type { Order } from './order.ts'
import type { Coupon } from './plan.ts'

/**
 * A hold is sold once it is free, or paid for in full (its own quantity, in its own currency), and once the watch has
 * reached it, and so every grant before it: of two overlapping grants the later one could be sold unseen otherwise.
 */
export function sellHold(
  order: Order,
  { reservation, version }: Stored,
  { coupon, reached }: { coupon: Coupon | undefined; reached: Reached },
): Reservation | undefined {
  if (reservation.decision !== 'Held' || reservation.quantity === 0 || version > reached.reservations) return undefined
  if (!isPaid(order, reservation)) return undefined
  // A free hold whose coupon is not in view: only a watch of the coupons that has come as far shows that it was deleted.
  const isUnjudged = order.price === 0 && reservation.couponRef !== undefined && coupon === undefined
  if (isUnjudged && version > reached.coupons) return undefined
  const { heldUntil: _until, waitingSince: _waiting, reason: _reason, message: _message, ...rest } = reservation
  return { ...rest, decision: 'Sold' }
}

/** Whether what was reported is enough for so many tickets, in that currency. A free order is always paid. */
export function isPaid(
  { price, entries }: Pick<Order, 'price' | 'entries'>,
  { quantity, currency }: { quantity: number; currency: string },
): boolean {
  if (price === 0) return true
  const unit = priceInMinorUnits(price, currency)
  return unit !== undefined && ledgerOf(entries, currency).paid >= unit * BigInt(quantity)
}
