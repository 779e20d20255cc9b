import { amountInMinorUnits, priceInMinorUnits } from './money.ts'
import type { Order } from './order.ts'
import type { Reservation } from './reservation.ts'

/** A hold is sold once it is free, or paid for in full: its own quantity, in its own currency. */
export function sold(order: Order, reservation: Reservation): Reservation | undefined {
  const { heldUntil: _, ...rest } = reservation
  if (reservation.decision !== 'Held' || reservation.quantity === 0) return undefined
  return isPaid(order, reservation) ? { ...rest, decision: 'Sold' } : undefined
}

/** Whether what the order hook saw is enough for so many tickets, in that currency. A free order is always paid. */
export function isPaid(
  { price, status }: Order,
  { quantity, currency }: { quantity: number; currency: string },
): boolean {
  if (price === 0) return true
  const unit = priceInMinorUnits(price, currency)
  const paid = status.currency === currency ? amountInMinorUnits(status.paid ?? '', currency) : undefined
  return unit !== undefined && paid !== undefined && paid >= unit * BigInt(quantity)
}
