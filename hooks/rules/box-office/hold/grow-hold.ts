import type { Reason, Reservation } from '../../reservation.ts'
import { timestamp } from '../../time.ts'
import { askedFor, refuseOrder } from '../answer.ts'
import type { Desk } from '../desk.ts'
import type { Order } from '../order.ts'
import { planNotFound, refusalOfPlan, tooMany } from '../price.ts'
import { grantSeats } from './grant.ts'

/**
 * Extends a hold to the quantity of its order, all or nothing, without changing its end; otherwise the hold waits for the
 * other tickets. A sale for money, or with seats, never grows.
 */
export function growHold(order: Order, reservation: Reservation, desk: Desk): Reservation | undefined {
  const { decision, quantity } = reservation
  if (order.quantity <= quantity) return decision === 'Held' ? withoutWish(reservation) : undefined
  if (order.deleting) return undefined
  if (decision === 'Sold') return growSale(order, reservation, desk)
  return quantity === 0 ? askAnew(order, reservation, desk) : extendHold(order, reservation, desk)
}

/** The order asks for no more than it has. */
function withoutWish(reservation: Reservation): Reservation | undefined {
  if (reservation.waitingSince === undefined && reservation.reason === undefined) return undefined
  const { waitingSince: _waiting, reason: _reason, message: _message, ...rest } = reservation
  return rest
}

/** A free sale without seats grows at once: it is paid, and nothing limits it. */
function growSale(order: Order, reservation: Reservation, { plan }: Desk): Reservation | undefined {
  if (order.price > 0 || plan === undefined || plan.capacity !== undefined || !plan.active) return undefined
  return reservation.seats === undefined ? { ...reservation, quantity: order.quantity } : undefined
}

/** A hold of nothing promises nothing: its order is priced anew, and stands behind all who wait unless its time goes on. */
function askAnew(order: Order, { heldSince }: Reservation, desk: Desk): Reservation | undefined {
  const { plan, now } = desk
  if (plan === undefined) return undefined
  const refused = refuseOrder(order, { ...desk, plan })
  if (refused !== undefined) return refused
  const asked = { ...askedFor(order, plan.currency), ...(heldSince !== undefined && { heldSince }) }
  const granted = grantSeats(asked, { ...desk, plan })
  return granted.decision === 'Waitlisted' ? { ...granted, waitingSince: timestamp(now) } : granted
}

function extendHold(order: Order, reservation: Reservation, desk: Desk): Reservation {
  const { plan, stock, now } = desk
  const { quantity, seats = [], waitingSince = timestamp(now), reason: _, message: _message, ...rest } = reservation
  const more = plan && stock.freeSeats(plan, order.quantity - quantity)
  const obstacle =
    growthObstacle(order, reservation, desk) ?? (more === undefined ? noMoreSeats(order, quantity) : undefined)
  if (obstacle !== undefined || more === undefined) return { ...reservation, waitingSince, ...obstacle }
  const all = [...seats, ...more].sort((a, b) => a - b)
  return { ...rest, quantity: order.quantity, ...(all.length > 0 && { seats: all }) }
}

/** Why a hold does not grow, however many seats are free. */
function growthObstacle(order: Order, { quantity, seats }: Reservation, { plan }: Desk): Reason | undefined {
  if (plan === undefined) return planNotFound(order)
  const refusal = refusalOfPlan(plan) ?? tooMany(order, plan)
  if (refusal !== undefined) return refusal
  // The plan was deleted and created again, with seats or without: one order cannot have both.
  if ((seats === undefined) === (plan.capacity === undefined)) return undefined
  return {
    reason: 'PlanChanged',
    message: `Holding ${quantity} of ${order.quantity} tickets: place another order for the others`,
  }
}

function noMoreSeats({ quantity }: Order, held: number): Reason {
  return {
    reason: 'NoSeats',
    message: `Holding ${held} of ${quantity} tickets: not enough seats are free for the others`,
  }
}
