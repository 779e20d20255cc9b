import { couponFacts, orderFacts, planFacts, poolFacts } from '../box-office/objects/facts.ts'
import type { OfferApi } from '../kube/api.ts'
import { refusalOfNewOrder } from '../rules/box-office/price.ts'
import type { Reason } from '../rules/reservation.ts'
import type { OrderReview, ReviewAnswer } from '../schema/admission.ts'
import type { Coupon } from '../schema/offer/coupon.ts'
import type { Plan } from '../schema/offer/plan.ts'
import type { SeatPool } from '../schema/offer/seat-pool.ts'
import type { Order } from '../schema/order/order.ts'

/**
 * Looks up the plan of a new order, its pool and the coupon, and accepts or refuses the order. Rejects with a KubeError if a
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
  const poolRef = plan?.spec.poolRef
  const pool = poolRef === undefined ? undefined : await offers.getPool({ namespace, name: poolRef }, signal)
  const message = orderRefusal(order, { plan, pool, coupon })
  if (message === undefined) return { apiVersion, kind, response: { uid, allowed: true } }
  return { apiVersion, kind, response: { uid, allowed: false, status: { code: 422, reason: 'Invalid', message } } }
}

/** The plan and the coupon that an order names, and the pool of the plan; undefined if they do not exist. */
export interface ReferencedObjects {
  plan: Plan | undefined
  pool: SeatPool | undefined
  coupon: Coupon | undefined
}

/**
 * The reason for which the box office would refuse a new order at once, as one sentence for people; undefined if it would
 * not.
 */
export function orderRefusal(order: Order, referenced: ReferencedObjects): string | undefined {
  const refusal = refusalReason(order, referenced)
  return refusal && `Your order is not valid: ${refusal.message}`
}

/**
 * The reason for which the box office would refuse a new order at once; undefined if it would not. Only the box office judges
 * an order whose plan does not exist yet, and whether enough seats and redemptions are left: other orders are unknown here.
 */
export function refusalReason(order: Order, { plan, pool, coupon }: ReferencedObjects): Reason | undefined {
  if (plan === undefined) return undefined
  const offer = { plan: planFacts(plan), pool: pool && poolFacts(pool), coupon: coupon && couponFacts(coupon) }
  const facts = orderFacts(order)
  return refusalOfNewOrder(facts, { ...offer, usedUp: false, askedAt: facts.placedAt })
}
