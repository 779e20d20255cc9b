import { amountInMinorUnits, priceInMinorUnits } from './money.ts'
import type { Order } from './order.ts'
import { decided, type Reservation } from './reservation.ts'

/** A hold is sold once it is free, or paid for in full: its own quantity, in its own currency. */
export function sold(order: Order, reservation: Reservation): Reservation | undefined {
  if (reservation.decision !== 'Held' || reservation.quantity === 0) return undefined
  return isPaid(order, reservation) ? decided(reservation, 'Sold') : undefined
}

function isPaid({ price, status }: Order, { quantity, currency }: Reservation): boolean {
  if (price === 0) return true
  const unit = priceInMinorUnits(price, currency)
  const paid = status.currency === currency ? amountInMinorUnits(status.paid ?? '', currency) : undefined
  return unit !== undefined && paid !== undefined && paid >= unit * BigInt(quantity)
}
