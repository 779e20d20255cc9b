import type { Reason, ReservationFacts } from '../../reservation.ts'
import { timestamp } from '../../time.ts'
import { refuseOrder, requestedHold } from '../answer.ts'
import type { Desk } from '../desk.ts'
import type { OrderFacts } from '../order.ts'
import type { PlanFacts } from '../plan.ts'
import { missingPlanReason, refusalOfPlan, refusalOfQuantity } from '../price.ts'
import { grantSeats } from './grant.ts'

/**
 * Extends a hold to the quantity of its order, all or nothing, without changing its end; otherwise the hold waits for the
 * other tickets. A sale for money, or with seats, never grows.
 */
export function growHold(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts | undefined {
  const { decision, quantity } = reservation
  if (order.quantity <= quantity) return withdrawGrowth(reservation)
  if (order.deleting) return undefined
  if (decision === 'Sold') return growSale(order, reservation, desk)
  return quantity === 0 ? repriceOrder(order, reservation, desk) : extendHold(order, reservation, desk)
}

/** Forgets a request to grow that the order has withdrawn. */
function withdrawGrowth(reservation: ReservationFacts): ReservationFacts | undefined {
  if (reservation.waitingSince === undefined && reservation.reason === undefined) return undefined
  const { waitingSince: _waiting, reason: _reason, message: _message, ...rest } = reservation
  return rest
}

/** A free sale without seats grows at once: nothing limits it. Any other says why it does not grow. */
function growSale(order: OrderFacts, reservation: ReservationFacts, { plan }: Desk): ReservationFacts {
  const { reason: _reason, message: _message, ...sale } = reservation
  const obstacle = saleObstacle(order, sale, plan)
  return obstacle === undefined ? { ...sale, quantity: order.quantity } : { ...sale, ...obstacle }
}

/** The reason why a sale does not grow. */
function saleObstacle(
  order: OrderFacts,
  { seats, quantity }: ReservationFacts,
  plan: PlanFacts | undefined,
): Reason | undefined {
  const message = `Sold ${quantity} of ${order.quantity} tickets: place another order for the others`
  const closed = { reason: 'SaleClosed', message }
  if (order.price > 0 || seats !== undefined) return closed
  if (plan === undefined) return missingPlanReason(order)
  return refusalOfPlan(plan) ?? (plan.capacity === undefined ? undefined : closed)
}

/** An empty hold promises nothing: its order is priced again, and joins the end of the waitlist if no seat is free. */
function repriceOrder(order: OrderFacts, { heldSince }: ReservationFacts, desk: Desk): ReservationFacts | undefined {
  const { plan, now } = desk
  if (plan === undefined) return undefined
  const refused = refuseOrder(order, { ...desk, plan })
  if (refused !== undefined) return refused
  const asked = { ...requestedHold(order, plan.currency), ...(heldSince !== undefined && { heldSince }) }
  const granted = grantSeats(asked, { ...desk, plan })
  return granted.decision === 'Waitlisted' ? { ...granted, waitingSince: timestamp(now) } : granted
}

function extendHold(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts {
  const { plan, stock, now } = desk
  const { quantity, seats = [], waitingSince = timestamp(now), reason: _, message: _message, ...rest } = reservation
  const more = plan && stock.freeSeats(plan, order.quantity - quantity)
  const obstacle =
    growthObstacle(order, reservation, desk) ?? (more === undefined ? noMoreSeats(order, quantity) : undefined)
  if (obstacle !== undefined || more === undefined) return { ...reservation, waitingSince, ...obstacle }
  const all = [...seats, ...more].sort((a, b) => a - b)
  return { ...rest, quantity: order.quantity, ...(all.length > 0 && { seats: all }) }
}

/** The reason why a hold does not grow, however many seats are free. */
function growthObstacle(order: OrderFacts, { quantity, seats }: ReservationFacts, { plan }: Desk): Reason | undefined {
  if (plan === undefined) return missingPlanReason(order)
  const refusal = refusalOfPlan(plan) ?? refusalOfQuantity(order, plan)
  if (refusal !== undefined) return refusal
  // The plan was deleted and created again, with seats or without: one order cannot have both.
  if ((seats === undefined) === (plan.capacity === undefined)) return undefined
  return {
    reason: 'PlanChanged',
    message: `Holding ${quantity} of ${order.quantity} tickets: place another order for the others`,
  }
}

function noMoreSeats({ quantity }: OrderFacts, held: number): Reason {
  return {
    reason: 'NoSeats',
    message: `Holding ${held} of ${quantity} tickets: not enough seats are free for the others`,
  }
}
