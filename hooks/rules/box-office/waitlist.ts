import { holds, type Reservation } from '../reservation.ts'
import { milliseconds } from '../time.ts'
import type { Order } from './order.ts'

/** A place in the order in which a conference is decided. */
export interface Place {
  /** Milliseconds since 1970; infinite for what comes before or after all others. */
  at: number
  name: string
  uid: string
}

/** The place of an order, and its time. */
export function placeOf(order: Order, reservation: Reservation | undefined): Place {
  const { name, uid } = order
  return { at: placeTime(order, reservation), name, uid }
}

/**
 * The time at which an order joined the waitlist, otherwise the time at which it was placed. A confirmed order without a
 * reservation comes first: its seats are not free. A hold that asks for more comes last.
 */
function placeTime(order: Order, reservation: Reservation | undefined): number {
  const { placedAt, status } = order
  if (reservation === undefined) return status.payment === 'CONFIRMED' ? Number.NEGATIVE_INFINITY : placedAt
  if (reservation.waitingSince !== undefined) return milliseconds(reservation.waitingSince)
  return wantsMore(order, reservation) ? Number.POSITIVE_INFINITY : placedAt
}

/** Whether a hold asks for more tickets than it has. */
export function wantsMore(order: Order, reservation: Reservation | undefined): boolean {
  return reservation !== undefined && holds(reservation) && order.quantity > reservation.quantity
}

/** How many tickets an order waits for; 0 for one that waits for none. */
export function waitedTickets(order: Order, reservation: Reservation | undefined): number {
  if (reservation?.decision === 'Waitlisted') return order.quantity
  return reservation !== undefined && wantsMore(order, reservation) ? order.quantity - reservation.quantity : 0
}

/** Which of two is decided first: negative for a. */
export function byPlace(a: Place, b: Place): number {
  return (a.at === b.at ? 0 : a.at - b.at) || compare(a.name, b.name) || compare(a.uid, b.uid)
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}
