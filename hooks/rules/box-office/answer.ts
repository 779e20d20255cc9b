import { type Reason, type ReservationFacts, withoutHold } from '../reservation.ts'
import { milliseconds, timestamp } from '../time.ts'
import type { Desk, OpenDesk } from './desk.ts'
import { grantSeats } from './hold/grant.ts'
import { cancelled } from './hold/release.ts'
import type { OrderFacts } from './order.ts'
import { missingPlanReason, refusalOf } from './price.ts'

/** A refusal is reconsidered for so long, since an order may arrive before its plan or coupon. */
const reconsiderMs = 120_000

/** The currency of an order without a plan. Plans have the same default. */
export const defaultCurrency = 'EUR'

/** The end of the wait for a plan, and of the time in which a refusal is reconsidered, in milliseconds since 1970. */
export function reconsiderTime({ placedAt }: OrderFacts, reservation?: ReservationFacts): number {
  const { reconsiderUntil } = reservation ?? {}
  return reconsiderUntil === undefined ? placedAt + reconsiderMs : milliseconds(reconsiderUntil)
}

/** The first reservation of an order; undefined while its plan may still be created. */
export function answerOrder(order: OrderFacts, desk: Desk): ReservationFacts | undefined {
  const { plan, now } = desk
  const currency = plan?.currency ?? defaultCurrency
  if (order.cancelled) return withoutHold(requestedHold(order, currency), 'Released', cancelled)
  if (plan !== undefined) return priceOrder(order, { ...desk, plan })
  return now >= reconsiderTime(order) ? refusalFor(order, { currency, why: missingPlanReason(order) }) : undefined
}

/** Prices an order by the present plan and coupon, and holds its seats. */
export function priceOrder(order: OrderFacts, desk: OpenDesk): ReservationFacts {
  const asked = requestedHold(order, desk.plan.currency)
  const refused = refuseOrder(order, desk)
  return refused ?? (order.quantity === 0 ? asked : grantSeats(asked, desk))
}

/** The refusal of an order by the present plan and coupon; undefined if there is no reason for one. */
export function refuseOrder(order: OrderFacts, { plan, coupon, stock }: OpenDesk): ReservationFacts | undefined {
  const why = refusalOf(order, { plan, coupon, usedUp: stock.isUsedUp(coupon, order.name) })
  return why && refusalFor(order, { currency: plan.currency, why })
}

function refusalFor(order: OrderFacts, { currency, why }: { currency: string; why: Reason }): ReservationFacts {
  const refused = withoutHold(requestedHold(order, currency), 'Refused', why)
  return { ...refused, reconsiderUntil: timestamp(reconsiderTime(order)) }
}

/** The hold that an order asks for, without seats and without an end. */
export function requestedHold(order: OrderFacts, currency: string): ReservationFacts {
  const { name, uid, planRef, couponRef, quantity } = order
  return {
    orderRef: name,
    orderUid: uid,
    planRef,
    decision: 'Held',
    quantity,
    currency,
    ...(couponRef !== undefined && { couponRef }),
  }
}
