import { isHolding, type ReservationFacts } from '../reservation.ts'
import { milliseconds } from '../time.ts'
import type { OrderFacts } from './order.ts'

/** A place in the sequence in which the orders of a conference are decided. */
export interface WaitlistPlace {
  /** Milliseconds since 1970; infinite for an order before or after all others. */
  at: number
  name: string
  uid: string
}

/** The place of an order in that sequence. */
export function placeOf(order: OrderFacts, reservation: ReservationFacts | undefined): WaitlistPlace {
  const { name, uid } = order
  return { at: placeTime(order, reservation), name, uid }
}

/**
 * The time at which an order joined the waitlist, otherwise the time at which it was placed. A confirmed order without a
 * reservation comes first: its seats are not free. A hold that asks for more comes last.
 */
function placeTime(order: OrderFacts, reservation: ReservationFacts | undefined): number {
  const { placedAt, status } = order
  if (reservation === undefined) return status.payment === 'CONFIRMED' ? Number.NEGATIVE_INFINITY : placedAt
  if (reservation.waitingSince !== undefined) return milliseconds(reservation.waitingSince)
  return hasUnmetTickets(order, reservation) ? Number.POSITIVE_INFINITY : placedAt
}

/** Whether a hold asks for more tickets than it has. */
export function hasUnmetTickets(order: OrderFacts, reservation: ReservationFacts | undefined): boolean {
  return reservation !== undefined && isHolding(reservation) && order.quantity > reservation.quantity
}

/**
 * The number of tickets that an order waits for. On the waitlist these are at most the tickets with which it joined: it can
 * ask for more once it holds these.
 */
export function waitedTickets(order: OrderFacts, reservation: ReservationFacts | undefined): number {
  if (reservation?.decision === 'Waitlisted') return Math.min(order.quantity, reservation.quantity)
  return reservation !== undefined && hasUnmetTickets(order, reservation) ? order.quantity - reservation.quantity : 0
}

/** Negative if a is decided before b. */
export function comparePlaces(a: WaitlistPlace, b: WaitlistPlace): number {
  return (a.at === b.at ? 0 : a.at - b.at) || compare(a.name, b.name) || compare(a.uid, b.uid)
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}
