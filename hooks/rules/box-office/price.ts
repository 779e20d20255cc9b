import { decimal, priceInMinorUnits } from '../money.ts'
import type { Reason } from '../reservation.ts'
import type { Order } from './order.ts'
import type { Coupon, Offer, Plan } from './plan.ts'

/** The price of one ticket in minor units: the plan's less the coupon's, never below nothing. */
export function ticketPrice(plan: Plan, coupon: Coupon | undefined): bigint {
  const full = priceInMinorUnits(plan.price, plan.currency) ?? 0n
  // A coupon of 0.50 in a currency without decimals takes nothing off: it names no amount of that currency.
  const off = coupon === undefined ? 0n : (priceInMinorUnits(coupon.price, plan.currency) ?? 0n)
  return full > off ? full - off : 0n
}

/** Why an order is not sold at all, as its plan and coupon stand now; undefined where nothing is wrong with it. */
export function refusalOf(order: Order, offer: Offer & { usedUp: boolean }): Reason | undefined {
  const { plan, coupon } = offer
  return (
    refusalOfPlan(plan) ?? refusalOfCoupon(order, offer) ?? refusalOfPrice(order, plan, coupon) ?? tooMany(order, plan)
  )
}

/** Why nothing of a plan is sold; undefined while it is on sale. */
export function refusalOfPlan(plan: Plan): Reason | undefined {
  if (plan.active) return undefined
  return { reason: 'PlanInactive', message: `The plan "${plan.name}" is not on sale` }
}

/** Why an order cannot use the coupon it names; undefined where it can, or names none. */
export function refusalOfCoupon(
  order: Order,
  { plan, coupon, usedUp }: Offer & { usedUp: boolean },
): Reason | undefined {
  const { couponRef } = order
  if (couponRef === undefined) return undefined
  if (coupon === undefined) return { reason: 'CouponNotFound', message: `There is no coupon "${couponRef}"` }
  if (coupon.planRef === undefined || coupon.planRef === plan.name) return usedUp ? couponExhausted(order) : undefined
  return { reason: 'CouponNotApplicable', message: `The coupon "${couponRef}" is not for the plan "${plan.name}"` }
}

function refusalOfPrice(order: Order, plan: Plan, coupon: Coupon | undefined): Reason | undefined {
  const price = ticketPrice(plan, coupon)
  if (priceInMinorUnits(order.price, plan.currency) === price) return undefined
  const stated = decimal(price, plan.currency)
  return {
    reason: 'PriceMismatch',
    message: `Your price is not well suited with the plan and coupon! It should be: ${stated}`,
  }
}

/** Why an order can never be seated: it is for more than all seats. */
export function tooMany({ quantity }: Order, { capacity }: Plan): Reason | undefined {
  if (capacity === undefined || quantity <= capacity) return undefined
  return {
    reason: 'TooMany',
    message: `Too many tickets: ${quantity} ordered, capacity ${capacity}; place a smaller order`,
  }
}

/** Why an order gets nothing off: others were before it. */
export function couponExhausted({ couponRef }: Order): Reason {
  return { reason: 'CouponExhausted', message: `The coupon "${couponRef}" is used up` }
}

/** Why an order is not decided while its plan is missing, and refused after that. */
export function planNotFound({ planRef }: Pick<Order, 'planRef'>): Reason {
  return { reason: 'PlanNotFound', message: `There is no plan "${planRef}"` }
}
