import { heldOfNothing, type Reason, type Reservation, unheld } from '../reservation.ts'
import { timestamp } from '../time.ts'
import { askedFor, priceOrder, reconsiderTime, refuseOrder } from './answer.ts'
import type { Desk } from './desk.ts'
import { grantSeats, waitFor } from './grant.ts'
import { billedQuantity, type Order } from './order.ts'
import { planNotFound, refusalOfCoupon, refusalOfPlan, tooMany } from './price.ts'
import { isPaid } from './sell.ts'

/** A refusal is reconsidered for a moment, since a plan or coupon may come after its orders; after that it is final. */
export function reconsiderRefusal(order: Order, reservation: Reservation, desk: Desk): Reservation | undefined {
  const { plan, now } = desk
  if (plan === undefined || order.deleting || now >= reconsiderTime(order, reservation)) return undefined
  return priceOrder(order, { ...desk, plan })
}

/** An order that waits keeps its place, its price and its coupon; its quantity may change meanwhile. */
export function serveWaiting(order: Order, reservation: Reservation, desk: Desk): Reservation {
  const waiting = { ...reservation, quantity: order.quantity }
  if (order.quantity === 0) return heldOfNothing(waiting)
  const { plan } = desk
  const obstacle = obstacleOf(order, desk)
  if (obstacle !== undefined) return waitFor(waiting, obstacle)
  return plan === undefined || order.deleting ? waiting : grantSeats(waiting, { ...desk, plan })
}

/** Why nothing is granted to an order that waits, or that has lapsed and was paid: however many seats are free. */
function obstacleOf(order: Order, { plan, coupon, stock }: Desk): Reason | undefined {
  if (plan === undefined) return planNotFound(order)
  const usedUp = stock.isUsedUp(coupon, order.name)
  return refusalOfPlan(plan) ?? refusalOfCoupon(order, { plan, coupon, usedUp }) ?? tooMany(order, plan)
}

/**
 * What lapsed and is paid in full all the same is decided once: held again like a new order if there is enough left of
 * everything, else over for good. What is sold in another currency by now is over too.
 */
export function decideReturn(order: Order, reservation: Reservation, desk: Desk): Reservation | undefined {
  const { plan, stock } = desk
  const quantity = billedQuantity(order, reservation)
  if (reservation.reason !== 'Expired' || order.price === 0 || quantity === 0 || order.deleting) return undefined
  const { currency } = plan ?? reservation
  if (plan !== undefined && isPaid(order, { quantity, currency })) {
    const isServed =
      obstacleOf({ ...order, quantity }, desk) === undefined && stock.freeSeats(plan, quantity) !== undefined
    if (isServed) return grantSeats({ ...reservation, quantity, currency }, { ...desk, plan })
  } else if (!isPaid(order, { quantity, currency: reservation.currency })) return undefined
  return unheld(reservation, 'Released', unseated)
}

const unseated: Reason = {
  reason: 'Unseated',
  message: 'The payment arrived after the hold had lapsed, and not enough is left: place another order',
}

/**
 * A hold whose order asks for more is extended until the time it had, all or nothing; else it waits for the others. What
 * was sold for money, or in seats, never grows.
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
