import type { Order } from './order.ts'
import { heldOfNothing, holds, isForGood, type Reservation, unheld } from './reservation.ts'

/** Cancelled and refunded orders give back what they have, for good. Undefined where there is nothing to give back. */
export function released(order: Order, reservation: Reservation): Reservation | undefined {
  const { payment, reason, message } = order.status
  if (payment !== 'REJECTED' || !isForGood(reason)) return undefined
  if (reservation.decision === 'Released' && isForGood(reservation.reason)) return undefined
  return unheld(reservation, 'Released', { reason, message: message ?? reason })
}

/** A hold ends when the order hook has said so of this very hold: of one before it, the end may have been said long ago. */
export function lapsed({ status }: Order, reservation: Reservation): Reservation | undefined {
  const { decision, heldUntil } = reservation
  if (decision !== 'Held' || heldUntil === undefined || status.expiresAt !== heldUntil) return undefined
  if (status.payment !== 'REJECTED' || status.reason !== 'Expired') return undefined
  return unheld(reservation, 'Released', { reason: 'Expired', message: status.message ?? 'Expired' })
}

/**
 * An order that was made smaller gives back the difference, once the order hook has answered this very spec and said
 * which seats it keeps: until then it may still count on the others. Down to nothing it becomes a hold of nothing.
 */
export function shrunk(order: Order, reservation: Reservation): Reservation | undefined {
  const { quantity, status } = order
  if (!holds(reservation) || quantity >= reservation.quantity) return undefined
  if (status.observedGeneration !== order.generation) return undefined
  const { seats: held, ...rest } = reservation
  if (held === undefined) return quantity === 0 ? heldOfNothing(reservation) : { ...rest, quantity }
  const { seats = [] } = status
  if (seats.length !== quantity || !seats.every(seat => held.includes(seat))) return undefined
  return quantity === 0 ? heldOfNothing(reservation) : { ...rest, quantity, seats: seats.toSorted((a, b) => a - b) }
}
