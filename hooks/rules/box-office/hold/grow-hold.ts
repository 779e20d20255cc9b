import type { ReservationFacts } from '../../reservation.ts'
import { timestamp } from '../../time.ts'
import type { Desk } from '../desk.ts'
import { refuseOrder, requestedHold } from '../new-order.ts'
import type { OrderFacts } from '../order.ts'
import { grantSeats, withWaitingCount } from './grant.ts'
import { growthObstacle, noMoreSeatsReason, saleObstacle } from './growth-obstacle.ts'

/**
 * Extends a hold to the quantity of its order, and keeps its end. A hold that cannot have all of the other tickets gets none
 * of them, and waits. A sale for money, or with seats, never grows.
 */
export function growHold(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts | undefined {
  const { decision, quantity } = reservation
  if (order.quantity <= quantity) return withdrawGrowth(reservation)
  if (order.deleting) return undefined
  if (decision === 'Sold') return growSale(order, reservation, desk)
  return quantity === 0 ? repriceOrder(order, reservation, desk) : extendHold(order, reservation, desk)
}

/** Removes the wait for more tickets from a hold whose order does not ask for them any more. */
function withdrawGrowth(reservation: ReservationFacts): ReservationFacts | undefined {
  if (reservation.waitingSince === undefined && reservation.reason === undefined) return undefined
  const { waitingSince: _waiting, reason: _reason, message: _message, ...rest } = reservation
  return rest
}

/** A free sale without seats grows at once, within the limits of an order. Any other sale gets the reason why it cannot grow. */
function growSale(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts {
  const { reason: _reason, message: _message, ...sale } = reservation
  const obstacle = saleObstacle(order, sale, desk)
  return obstacle === undefined ? { ...sale, quantity: order.quantity } : { ...sale, ...obstacle }
}

/** An empty hold promises nothing: its order is priced again, and joins the end of the waitlist if no seat is free. */
function repriceOrder(order: OrderFacts, { heldSince }: ReservationFacts, desk: Desk): ReservationFacts | undefined {
  const { plan, now } = desk
  if (plan === undefined) return undefined
  const open = { ...desk, plan }
  const refused = refuseOrder(order, { ...open, askedAt: now })
  if (refused !== undefined) return refused
  const asked = { ...requestedHold(order, plan), ...(heldSince !== undefined && { heldSince }) }
  const granted = withWaitingCount(grantSeats(order, asked, open), open)
  return granted.decision === 'Waitlisted' ? { ...granted, waitingSince: timestamp(now) } : granted
}

function extendHold(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts {
  const { plan, pool, stock, now } = desk
  const { quantity, seats = [], waitingSince = timestamp(now), reason: _, message: _message, ...rest } = reservation
  const more = plan && stock.freeSeats({ plan, pool }, order.quantity - quantity)
  const obstacle =
    growthObstacle(order, reservation, desk) ?? (more === undefined ? noMoreSeatsReason(order, quantity) : undefined)
  if (obstacle !== undefined || more === undefined) return { ...reservation, waitingSince, ...obstacle }
  const all = [...seats, ...more].sort((a, b) => a - b)
  return { ...rest, quantity: order.quantity, ...(all.length > 0 && { seats: all }) }
}
