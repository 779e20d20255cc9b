import { type Reason, type ReservationFacts, withoutHold } from '../reservation.ts'
import { milliseconds, timestamp } from '../time.ts'
import { isDatedReason } from './dates.ts'
import type { Desk, OpenDesk } from './desk.ts'
import { grantSeats, withWaitingCount } from './hold/grant.ts'
import { cancelled } from './hold/release.ts'
import type { OrderFacts } from './order.ts'
import type { PlanFacts } from './plan.ts'
import { missingPlanReason, refusalOfNewOrder } from './price.ts'

/** An order may arrive before its plan or coupon, so its refusal is reconsidered for this time. */
const reconsiderMs = 120_000

/** The currency of an order without a plan. Plans have the same default. */
export const defaultCurrency = 'EUR'

/** The end of the wait for a missing plan, and the time at which a refusal becomes final; milliseconds since 1970. */
export function reconsiderTime({ placedAt }: OrderFacts, reservation?: ReservationFacts): number {
  const { reconsiderUntil } = reservation ?? {}
  return reconsiderUntil === undefined ? placedAt + reconsiderMs : milliseconds(reconsiderUntil)
}

/** The first reservation of an order; undefined while its plan may still be created. */
export function decideNewOrder(order: OrderFacts, desk: Desk): ReservationFacts | undefined {
  const { plan, now } = desk
  if (order.cancelled) return withoutHold(requestedHold(order, plan), 'Released', cancelled)
  if (plan !== undefined) return priceOrder(order, { ...desk, plan })
  return now >= reconsiderTime(order) ? refusalFor(order, { plan, why: missingPlanReason(order) }) : undefined
}

/** Prices an order by the present plan and coupon, and holds its seats. */
export function priceOrder(order: OrderFacts, desk: OpenDesk): ReservationFacts {
  const refused = refuseOrder(order, { ...desk, askedAt: order.placedAt })
  if (refused !== undefined) return refused
  const asked = requestedHold(order, desk.plan)
  return order.quantity === 0 ? asked : withWaitingCount(grantSeats(order, asked, desk), desk)
}

/** The refusal of an order that asks at a given time, by the present plan and coupon; undefined if there is no reason for one. */
export function refuseOrder(order: OrderFacts, desk: OpenDesk & { askedAt: number }): ReservationFacts | undefined {
  const why = refusalOfNewOrder(order, { ...desk, usedUp: desk.stock.isUsedUp(desk.coupon, order) })
  return why && refusalFor(order, { plan: desk.plan, why })
}

function refusalFor(order: OrderFacts, { plan, why }: { plan: PlanFacts | undefined; why: Reason }): ReservationFacts {
  const refused = withoutHold(requestedHold(order, plan), 'Refused', why)
  return isDatedReason(why.reason) ? refused : { ...refused, reconsiderUntil: timestamp(reconsiderTime(order)) }
}

/** The hold that an order asks for, without seats and without an end. */
export function requestedHold(order: OrderFacts, plan: PlanFacts | undefined): ReservationFacts {
  const { name, uid, planRef, couponRef, quantity } = order
  const { currency = defaultCurrency, poolRef } = plan ?? {}
  return {
    orderRef: name,
    orderUid: uid,
    planRef,
    decision: 'Held',
    quantity,
    currency,
    ...(couponRef !== undefined && { couponRef }),
    ...(poolRef !== undefined && { poolRef }),
  }
}
