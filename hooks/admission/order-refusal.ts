import { couponFacts, orderFacts, planFacts } from '../box-office/objects/facts.ts'
import { refusalOf } from '../rules/box-office/price.ts'
import type { Coupon } from '../schema/coupon.ts'
import type { Order } from '../schema/order.ts'
import type { Plan } from '../schema/plan.ts'

/** What an order refers to, as far as it is there. */
export interface ReferencedObjects {
  plan: Plan | undefined
  coupon: Coupon | undefined
}

/**
 * What the box office would say against a new order at once, as one sentence for people; undefined where it would not. It
 * knows no other orders, so seats and redemptions that are gone are left to that, and so is an order before its plan.
 */
export function orderRefusal(order: Order, { plan, coupon }: ReferencedObjects): string | undefined {
  if (plan === undefined) return undefined
  const offer = { plan: planFacts(plan), coupon: coupon && couponFacts(coupon), usedUp: false }
  const refusal = refusalOf(orderFacts(order), offer)
  return refusal && `Your order is not valid: ${refusal.message}`
}
