import { emptyHold, type Reason, type ReservationFacts } from '../../reservation.ts'
import { isDatedReason } from '../dates.ts'
import type { Desk } from '../desk.ts'
import { refusalOfQuantity } from '../limits.ts'
import { priceOrder, reconsiderTime } from '../new-order.ts'
import type { OrderFacts } from '../order.ts'
import { missingPlanReason, refusalOfCoupon, refusalOfPlan } from '../price.ts'
import { waitedTickets } from '../waitlist.ts'
import { drawFrom, grantSeats, joinWaitlist } from './grant.ts'

/**
 * Prices a refused order again for some time (`reconsiderTime`), because an order may arrive before its plan or coupon. A
 * refusal for a date is final.
 */
export function reconsiderRefusal(
  order: OrderFacts,
  reservation: ReservationFacts,
  desk: Desk,
): ReservationFacts | undefined {
  const { plan, now } = desk
  if (plan === undefined || order.deleting || isDatedReason(reservation.reason)) return undefined
  if (now >= reconsiderTime(order, reservation)) return undefined
  return priceOrder(order, { ...desk, plan })
}

/**
 * Serves an order of the waitlist. The order keeps its place, price and coupon for the tickets with which it joined, or for
 * fewer. Once it holds these, it can ask for further tickets, and then waits behind all other orders (grow-hold.ts).
 */
export function serveWaiting(order: OrderFacts, reservation: ReservationFacts, desk: Desk): ReservationFacts {
  const { plan } = desk
  const asked = { ...reservation, quantity: waitedTickets(order, reservation) }
  const waiting = plan === undefined ? asked : drawFrom(plan, asked)
  if (order.quantity === 0) return emptyHold(waiting)
  const obstacle = obstacleOf({ ...order, quantity: waiting.quantity }, desk)
  if (obstacle !== undefined) return joinWaitlist(waiting, waitingReason(obstacle))
  if (plan === undefined || order.deleting) return waiting
  return grantSeats(order, waiting, { ...desk, plan, minutes: plan.offerMinutes })
}

/** The reason to grant nothing to a waiting order, even if seats are free. Dates are compared with the time it was placed. */
function obstacleOf(order: OrderFacts, { plan, pool, coupon, stock }: Desk): Reason | undefined {
  if (plan === undefined) return missingPlanReason(order)
  const offer = { plan, pool, coupon, usedUp: stock.isUsedUp(coupon, order), askedAt: order.placedAt }
  return refusalOfPlan(plan) ?? refusalOfCoupon(order, offer) ?? refusalOfQuantity(order, offer)
}

/** A reason as the message of an order that keeps its place. */
function waitingReason({ reason, message }: Reason): Reason {
  return { reason, message: `Waitlisted: ${message.charAt(0).toLowerCase()}${message.slice(1)}` }
}
