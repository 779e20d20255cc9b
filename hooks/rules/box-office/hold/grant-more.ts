import { holds, type Reservation } from '../../reservation.ts'
import type { Desk } from '../desk.ts'
import type { Order } from '../order.ts'
import { decideReturn, reconsiderRefusal, serveWaiting } from './ask-again.ts'
import { growHold } from './grow-hold.ts'

/** The seats that an order gets beyond those of its reservation, or the reason why it gets none. */
export function grantMore(order: Order, reservation: Reservation, desk: Desk): Reservation | undefined {
  switch (reservation.decision) {
    case 'Refused':
      return reconsiderRefusal(order, reservation, desk)
    case 'Waitlisted':
      return serveWaiting(order, reservation, desk)
    case 'Held':
    case 'Sold':
      return growHold(order, reservation, desk)
    case 'Released':
      return decideReturn(order, reservation, desk)
  }
}

/** How many tickets more the order would get, with a reservation that is being written. */
export function grantableTickets(order: Order, reservation: Reservation, desk: Desk): number {
  const granted = grantMore(order, reservation, desk)
  return granted === undefined ? 0 : Math.max(0, heldTickets(granted) - heldTickets(reservation))
}

function heldTickets(reservation: Reservation): number {
  return holds(reservation) ? reservation.quantity : 0
}
