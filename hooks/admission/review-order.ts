import type { OfferApi } from '../kube/api.ts'
import type { OrderReview, ReviewAnswer } from '../schema/admission.ts'
import { orderRefusal } from './order-refusal.ts'

/** Looks up what a new order refers to and answers whether it is let in. Rejects with a KubeError when that cannot be known. */
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
