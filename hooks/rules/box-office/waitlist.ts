import { holds, type Reservation } from '../reservation.ts'
import { milliseconds } from '../time.ts'
import type { Order } from './order.ts'

/** A place in the order in which a conference is decided. */
export interface Place {
  /** Milliseconds since 1970; infinite for a hold that has just begun to ask for more. */
  at: number
  name: string
  uid: string
}

/** The place of an order: since when it waits, else when it was placed. A hold that asks for more stands behind all who wait. */
export function placeOf(order: Order, reservation: Reservation | undefined): Place {
  const { name, uid, placedAt } = order
  return {
    at: waitingSince(reservation) ?? (wantsMore(order, reservation) ? Number.POSITIVE_INFINITY : placedAt),
    name,
    uid,
  }
}

function waitingSince(reservation: Reservation | undefined): number | undefined {
  return reservation?.waitingSince === undefined ? undefined : milliseconds(reservation.waitingSince)
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
