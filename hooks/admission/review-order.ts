import { couponFacts, orderFacts, planFacts } from '../box-office/objects/facts.ts'
import type { OfferApi } from '../kube/api.ts'
import { refusalOf } from '../rules/box-office/price.ts'
import type { OrderReview, ReviewAnswer } from '../schema/admission.ts'
import type { Coupon } from '../schema/coupon.ts'
import type { Order } from '../schema/order/order.ts'
import type { Plan } from '../schema/plan.ts'

/**
 * Looks up the plan and the coupon of a new order, and accepts or refuses the order. Rejects with a KubeError if a
 * look-up fails.
 */
export async function reviewOrder(
  { apiVersion, kind, request: { uid, namespace, object: order } }: OrderReview,
  { offers, signal }: { offers: OfferApi; signal: AbortSignal },
): Promise<ReviewAnswer> {
  const { planRef, couponRef } = order.spec
  const [plan, coupon] = await Promise.all([
    offers.getPlan({ namespace, name: planRef }, signal),
    couponRef === undefined ? undefined : offers.getCoupon({ namespace, name: couponRef }, signal),
  ])
  const message = orderRefusal(order, { plan, coupon })
  if (message === undefined) return { apiVersion, kind, response: { uid, allowed: true } }
  return { apiVersion, kind, response: { uid, allowed: false, status: { code: 422, reason: 'Invalid', message } } }
}

/** The plan and the coupon that an order names; undefined if they do not exist. */
export interface ReferencedObjects {
  plan: Plan | undefined
  coupon: Coupon | undefined
}

/**
 * The reason for which the box office would refuse a new order at once, as one sentence for people; undefined if it would
 * not. Other orders are unknown here, so used-up seats and redemptions are left to the box office, and so is an order
 * whose plan does not exist yet.
 */
export function orderRefusal(order: Order, { plan, coupon }: ReferencedObjects): string | undefined {
  if (plan === undefined) return undefined
  const offer = { plan: planFacts(plan), coupon: coupon && couponFacts(coupon), usedUp: false }
  const refusal = refusalOf(orderFacts(order), offer)
  return refusal && `Your order is not valid: ${refusal.message}`
}
