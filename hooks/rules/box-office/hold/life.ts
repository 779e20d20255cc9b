// The life of a hold. A hold of something scarce begins when it is granted, and ends `holdMinutes` of its plan later. If its
// plan or coupon becomes scarce later, a hold gets its end at that moment. A hold is sold once it is free or paid in full, and once the watch
// has reached it. A hold that is not paid lapses 30 seconds after its end.

import { ledgerOf } from '../../ledger.ts'
import { type Reservation, type Stored, unheld } from '../../reservation.ts'
import { milliseconds, timestamp } from '../../time.ts'
import type { OpenDesk, Reached } from '../desk.ts'
import type { Order } from '../order.ts'
import { type Coupon, isScarce } from '../plan.ts'
import { isPaid, totalOf } from './bill.ts'

const minute = 60_000

/** When a hold begins and ends: the end that an order had stays, as long as it is ahead. */
export function termOf(
  { heldSince }: Reservation,
  { plan: { holdMinutes }, now }: Pick<OpenDesk, 'plan' | 'now'>,
): { heldSince: string; heldUntil: string } {
  const began = heldSince === undefined ? Number.NEGATIVE_INFINITY : milliseconds(heldSince)
  const since = began + holdMinutes * minute > now ? began : now
  return { heldSince: timestamp(since), heldUntil: timestamp(since + holdMinutes * minute) }
}

/** A hold without an end whose plan or coupon became scarce gets one, once. */
export function limitHold(reservation: Reservation, desk: OpenDesk): Reservation | undefined {
  const { plan, coupon, now } = desk
  const { decision, quantity, heldUntil } = reservation
  if (decision !== 'Held' || quantity === 0 || heldUntil !== undefined || !isScarce({ plan, coupon })) return undefined
  return { ...reservation, heldSince: timestamp(now), heldUntil: timestamp(now + plan.holdMinutes * minute) }
}

/**
 * Sells a hold that is free or paid in full (its own quantity, in its own currency), once the watch has reached it. By
 * then the watch shows every earlier grant. Otherwise the later of two overlapping grants could be sold unnoticed.
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

/** A payment in time may arrive late: a hold lapses so many milliseconds after its end. */
const grace = 30_000

const expired = { reason: 'Expired', message: 'The tickets were not paid for in time' }

/** When a hold that is not paid lapses, in milliseconds since 1970; undefined for what is paid, or held without an end. */
export function lapseTime(order: Order, reservation: Reservation): number | undefined {
  if (reservation.decision !== 'Held' || reservation.heldUntil === undefined) return undefined
  const { paid } = ledgerOf(order.entries, reservation.currency)
  return paid < totalOf(order, reservation) ? milliseconds(reservation.heldUntil) + grace : undefined
}

/** A hold that was not paid for in time lapses. */
export function lapseHold(order: Order, reservation: Reservation, now: number): Reservation | undefined {
  const end = lapseTime(order, reservation)
  return end !== undefined && now >= end ? unheld(reservation, 'Released', expired) : undefined
}
