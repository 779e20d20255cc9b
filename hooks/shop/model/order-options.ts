import { milliseconds } from '../../rules/time.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { Order } from '../../schema/order/order.ts'
import { orderState } from './order-state.ts'
import type { WaitlistView } from './order-view.ts'
import { isOrderable, type OfferView } from './views.ts'

const minuteMs = 60_000

/** The plan of an order, as it is stored and as it is offered; undefined if it no longer exists. */
export interface OrderedPlan {
  plan: Plan | undefined
  offer: OfferView | undefined
}

/** The highest number of tickets to which the buyer may change the order; undefined if no other number is possible. */
export function mostQuantity(order: Order, { offer }: OrderedPlan): number | undefined {
  const { quantity } = order.spec
  if (!canChange(order)) return undefined
  const grown = offer !== undefined && isOrderable(offer) && canGrow(order) ? offer.mostPerOrder : quantity
  const most = Math.max(quantity, grown)
  return most === 1 && quantity === 1 ? undefined : most === 0 ? undefined : most
}

function canChange(order: Order): boolean {
  return !['refused', 'expired', 'cancelled', 'refunded', 'confirming'].includes(orderState(order))
}

/** Whether the order may get more tickets: a sale for money, or with seats, does not grow (schema of the Order). */
function canGrow({ spec, status }: Order): boolean {
  return status?.payment !== 'CONFIRMED' || (spec.price === 0 && status.seats === undefined)
}

/** Whether the buyer may cancel: an order that has ended cannot be cancelled. */
export function canCancel(order: Order): boolean {
  return !['refused', 'expired', 'cancelled', 'refunded'].includes(orderState(order))
}

/** A hold that can be prolonged: its present end and the latest possible one, in milliseconds since 1970. */
interface Extension {
  end: number
  /** Infinity if the order does not show the latest possible end. */
  last: number
  holdMinutes: number
}

/**
 * The latest end that the buyer may ask for, in milliseconds since 1970; undefined if the hold cannot last longer. The box
 * office may grant less: a hold ends at most maxHoldMinutes after its start, and an order does not show that start.
 */
export function findLatestEnd(order: Order, plan: Plan | undefined, now: number): number | undefined {
  const extension = extensionOf(order, plan, now)
  if (extension === undefined) return undefined
  const { end, last, holdMinutes } = extension
  return Math.min(end + holdMinutes * minuteMs, last)
}

/** Stripe keeps a payment page open for at least 30 minutes. The cashier asks for 35, because clocks differ. */
const paymentPageMinutes = 35

/**
 * The end that a hold needs to last as long as a payment page that opens now. Undefined if the hold lasts that long already,
 * or if the plan allows no more time.
 */
export function holdForPayment(order: Order, plan: Plan | undefined, now: number): number | undefined {
  const extension = extensionOf(order, plan, now)
  const wanted = now + paymentPageMinutes * minuteMs
  if (extension === undefined || extension.end >= wanted) return undefined
  return Math.min(wanted, extension.last)
}

function extensionOf(order: Order, plan: Plan | undefined, now: number): Extension | undefined {
  const { spec, status } = order
  const state = orderState(order)
  if (plan === undefined || status?.expiresAt === undefined || (state !== 'held' && state !== 'underpaid'))
    return undefined
  const { holdMinutes, maxHoldMinutes = holdMinutes, offerMinutes = holdMinutes } = plan.spec
  const end = milliseconds(status.expiresAt)
  if (maxHoldMinutes <= holdMinutes || end <= now) return undefined
  const asked = spec.holdUntil === undefined ? undefined : milliseconds(spec.holdUntil)
  // The order asked for a later end than it got, so its hold cannot last longer.
  if (asked !== undefined && asked >= end + 1000) return undefined
  if (asked !== undefined) return { end, last: Number.POSITIVE_INFINITY, holdMinutes }
  const last = end + (maxHoldMinutes - Math.max(holdMinutes, offerMinutes)) * minuteMs
  return last > end ? { end, last, holdMinutes } : undefined
}

/** The prospects of an order on the waitlist of its plan. */
export function viewWaitlist({ spec }: Order, { plan, offer }: OrderedPlan): WaitlistView {
  if (plan === undefined || offer === undefined) return {}
  const { left = 0, state, holdMinutes } = offer
  const minutes = holdMinutes === undefined || spec.price === 0 ? undefined : (plan.spec.offerMinutes ?? holdMinutes)
  return {
    ...(minutes !== undefined && { minutes }),
    ...(left > 0 && left < spec.quantity && { left }),
    ...(state === 'closed' && { isClosed: true }),
  }
}
