import { decimal, priceInMinorUnits } from '../money.ts'
import type { Reason } from '../reservation.ts'
import type { OrderFacts } from './order.ts'
import type { CouponFacts, Offer, PlanFacts } from './plan.ts'

/** The price of one ticket in minor units: that of the plan minus that of the coupon, at least 0. */
export function ticketPrice(plan: PlanFacts, coupon: CouponFacts | undefined): bigint {
  const full = priceInMinorUnits(plan.price, plan.currency) ?? 0n
  // A coupon of 0.50 in a currency without decimals takes nothing off: it names no amount of that currency.
  const off = coupon === undefined ? 0n : (priceInMinorUnits(coupon.price, plan.currency) ?? 0n)
  return full > off ? full - off : 0n
}

/** The reason to refuse an order, by the present plan and coupon; undefined if there is none. */
export function refusalOf(order: OrderFacts, offer: Offer & { usedUp: boolean }): Reason | undefined {
  const { plan, coupon } = offer
  return (
    refusalOfPlan(plan) ??
    refusalOfCoupon(order, offer) ??
    refusalOfPrice(order, plan, coupon) ??
    refusalOfQuantity(order, plan)
  )
}

/** The reason why a plan sells nothing; undefined while it is on sale. */
export function refusalOfPlan(plan: PlanFacts): Reason | undefined {
  if (plan.active) return undefined
  return { reason: 'PlanInactive', message: `The plan "${plan.name}" is not on sale` }
}

/** The reason why an order cannot use its coupon; undefined if it can, or names none. */
export function refusalOfCoupon(
  order: OrderFacts,
  { plan, coupon, usedUp }: Offer & { usedUp: boolean },
): Reason | undefined {
  const { couponRef } = order
  if (couponRef === undefined) return undefined
  if (coupon === undefined) return { reason: 'CouponNotFound', message: `There is no coupon "${couponRef}"` }
  if (coupon.planRef === undefined || coupon.planRef === plan.name) return usedUp ? exhaustedReason(order) : undefined
  return { reason: 'CouponNotApplicable', message: `The coupon "${couponRef}" is not for the plan "${plan.name}"` }
}

function refusalOfPrice(order: OrderFacts, plan: PlanFacts, coupon: CouponFacts | undefined): Reason | undefined {
  const price = ticketPrice(plan, coupon)
  if (priceInMinorUnits(order.price, plan.currency) === price) return undefined
  const stated = decimal(price, plan.currency)
  return {
    reason: 'PriceMismatch',
    message: `Your price is not well suited with the plan and coupon! It should be: ${stated}`,
  }
}

/** The reason why an order can never be seated: it asks for more seats than the plan has. */
export function refusalOfQuantity({ quantity }: OrderFacts, { capacity }: PlanFacts): Reason | undefined {
  if (capacity === undefined || quantity <= capacity) return undefined
  return {
    reason: 'TooMany',
    message: `Too many tickets: ${quantity} ordered, capacity ${capacity}; place a smaller order`,
  }
}

/** The reason to refuse an order whose coupon other orders have used up. */
export function exhaustedReason({ couponRef }: OrderFacts): Reason {
  return { reason: 'CouponExhausted', message: `The coupon "${couponRef}" is used up` }
}

/** The reason to refuse an order whose plan does not exist. */
export function missingPlanReason({ planRef }: Pick<OrderFacts, 'planRef'>): Reason {
  return { reason: 'PlanNotFound', message: `There is no plan "${planRef}"` }
}
