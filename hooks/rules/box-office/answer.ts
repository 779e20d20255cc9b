import { type Reason, type Reservation, unheld } from '../reservation.ts'
import { milliseconds, timestamp } from '../time.ts'
import type { Desk, OpenDesk } from './desk.ts'
import { cancelled } from './hold/give-back.ts'
import { grantSeats } from './hold/grant.ts'
import type { Order } from './order.ts'
import { planNotFound, refusalOf } from './price.ts'

/** How long a refusal is reconsidered, in milliseconds: an order may arrive before its plan or coupon. */
const reconsiderMs = 120_000

/** The currency of an order without a plan. Plans have the same default. */
export const usualCurrency = 'EUR'

/** The end of the wait for a plan, and of the time in which a refusal is reconsidered, in milliseconds since 1970. */
export function reconsiderTime({ placedAt }: Order, reservation?: Reservation): number {
  const { reconsiderUntil } = reservation ?? {}
  return reconsiderUntil === undefined ? placedAt + reconsiderMs : milliseconds(reconsiderUntil)
}

/** The first answer to an order; undefined while its plan may still come. */
export function answerOrder(order: Order, desk: Desk): Reservation | undefined {
  const { plan, now } = desk
  const currency = plan?.currency ?? usualCurrency
  if (order.cancelled) return unheld(askedFor(order, currency), 'Released', cancelled)
  if (plan !== undefined) return priceOrder(order, { ...desk, plan })
  return now >= reconsiderTime(order) ? refusalFor(order, { currency, why: planNotFound(order) }) : undefined
}

/** Prices an order as its plan and coupon stand now, and holds its seats. */
export function priceOrder(order: Order, desk: OpenDesk): Reservation {
  const asked = askedFor(order, desk.plan.currency)
  const refused = refuseOrder(order, desk)
  return refused ?? (order.quantity === 0 ? asked : grantSeats(asked, desk))
}

/** The refusal of an order as its plan and coupon stand now; undefined where nothing is wrong with it. */
export function refuseOrder(order: Order, { plan, coupon, stock }: OpenDesk): Reservation | undefined {
  const why = refusalOf(order, { plan, coupon, usedUp: stock.isUsedUp(coupon, order.name) })
  return why && refusalFor(order, { currency: plan.currency, why })
}

function refusalFor(order: Order, { currency, why }: { currency: string; why: Reason }): Reservation {
  const refused = unheld(askedFor(order, currency), 'Refused', why)
  return { ...refused, reconsiderUntil: timestamp(reconsiderTime(order)) }
}

/** The hold that an order asks for, before it has seats or an end. */
export function askedFor(order: Order, currency: string): Reservation {
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
