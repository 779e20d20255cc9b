import { decimal, payableUnit, priceInMinorUnits } from '../money.ts'
import type { Reason } from '../reservation.ts'
import { refusalOfDates, refusalOfLateCoupon } from './dates.ts'
import { refusalOfQuantity } from './limits.ts'
import type { OrderFacts } from './order.ts'
import { type CouponFacts, isCouponFor, type Offer, type PlanFacts } from './plan.ts'

/** The price of one ticket in minor units: that of the plan minus that of the coupon, at least 0. */
export function ticketPrice(plan: PlanFacts, coupon: CouponFacts | undefined): bigint {
  const full = priceInMinorUnits(plan.price, plan.currency) ?? 0n
  const off = coupon === undefined ? 0n : discountOf(coupon, { full, currency: plan.currency })
  return full > off ? full - off : 0n
}

/** The amount that a coupon takes off a price, in minor units. */
function discountOf({ price, percent }: CouponFacts, { full, currency }: { full: bigint; currency: string }): bigint {
  if (percent === undefined) {
    // A coupon of 0.50 in a currency without decimals takes nothing off: it names no amount of that currency.
    return priceInMinorUnits(price ?? 0, currency) ?? 0n
  }
  const whole = 100n * payableUnit(currency)
  // Half a unit is rounded up.
  return ((2n * full * BigInt(percent) + whole) / (2n * whole)) * payableUnit(currency)
}

/**
 * The reason to refuse an order that asks at a time, in milliseconds since 1970; undefined if there is none. `judgePrice`
 * gives the reason to refuse its price.
 */
export function refusalOfNewOrder(
  order: OrderFacts,
  offer: Offer & { usedUp: boolean; askedAt: number },
  judgePrice: (order: OrderFacts, offer: Offer) => Reason | undefined = refusalOfPrice,
): Reason | undefined {
  const { plan } = offer
  return (
    refusalOfPlan(plan) ??
    refusalOfHiddenPlan(offer) ??
    refusalOfDates(plan, offer) ??
    refusalOfCoupon(order, offer) ??
    judgePrice(order, offer) ??
    refusalOfQuantity(order, offer)
  )
}

/** The reason why a plan sells nothing; undefined while it is active. */
export function refusalOfPlan({ name, active }: PlanFacts): Reason | undefined {
  return active ? undefined : inactiveReason(name)
}

/** The reason to refuse an order without a coupon for its hidden plan. It does not reveal that others can buy the plan. */
export function refusalOfHiddenPlan({ plan: { name, hidden }, coupon }: Offer): Reason | undefined {
  return hidden && coupon?.planRef !== name ? inactiveReason(name) : undefined
}

function inactiveReason(plan: string): Reason {
  return { reason: 'PlanInactive', message: `The plan "${plan}" is not on sale` }
}

/** The reason why an order cannot use its coupon at the time `askedAt`; undefined if it can, or names none. */
export function refusalOfCoupon(
  order: OrderFacts,
  { plan, coupon, usedUp, askedAt }: Offer & { usedUp: boolean; askedAt: number },
): Reason | undefined {
  const { couponRef } = order
  if (couponRef === undefined) return undefined
  if (coupon === undefined) return { reason: 'CouponNotFound', message: `There is no coupon "${couponRef}"` }
  if (!isCouponFor(coupon, plan)) {
    return { reason: 'CouponNotApplicable', message: `The coupon "${couponRef}" is not for the plan "${plan.name}"` }
  }
  return refusalOfLateCoupon(coupon, { askedAt }) ?? (usedUp ? exhaustedReason(order) : undefined)
}

function refusalOfPrice(order: OrderFacts, { plan, coupon }: Offer): Reason | undefined {
  const price = ticketPrice(plan, coupon)
  if (priceInMinorUnits(order.price, plan.currency) === price) return undefined
  const stated = decimal(price, plan.currency)
  return {
    reason: 'PriceMismatch',
    message: `Your price is not well suited with the plan and coupon! It should be: ${stated}`,
  }
}

/** The reason to refuse an order that states less than the present price; undefined for one that states as much or more. */
export function refusalOfRisenPrice(order: OrderFacts, { plan, coupon }: Offer): Reason | undefined {
  const price = ticketPrice(plan, coupon)
  if ((priceInMinorUnits(order.price, plan.currency) ?? 0n) >= price) return undefined
  return { reason: 'PriceMismatch', message: `A ticket now costs ${decimal(price, plan.currency)} ${plan.currency}` }
}

/** The reason to refuse an order whose coupon other orders have used up. */
export function exhaustedReason({ couponRef }: OrderFacts): Reason {
  return { reason: 'CouponExhausted', message: `The coupon "${couponRef}" is used up` }
}

/** The reason to refuse an order whose plan does not exist. */
export function missingPlanReason({ planRef }: Pick<OrderFacts, 'planRef'>): Reason {
  return { reason: 'PlanNotFound', message: `There is no plan "${planRef}"` }
}
