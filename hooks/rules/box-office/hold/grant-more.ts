import { isHolding, type ReservationFacts } from '../../reservation.ts'
import type { Desk } from '../desk.ts'
import type { OrderFacts } from '../order.ts'
import { growHold } from './grow-hold.ts'
import { reconsiderRefusal, serveWaiting } from './reconsider.ts'
import { decideReturn } from './return.ts'

/** The seats that an order gets beyond those of its reservation, or the reason why it gets none. */
export function grantMore(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts | undefined {
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

/** The number of tickets that the order would get beyond those of a reservation that is being written. */
export function grantableTickets(order: OrderFacts, reservation: ReservationFacts, desk: Desk): number {
  const granted = grantMore(order, reservation, desk)
  return granted === undefined ? 0 : Math.max(0, heldTickets(granted) - heldTickets(reservation))
}

function heldTickets(reservation: ReservationFacts): number {
  return isHolding(reservation) ? reservation.quantity : 0
}
