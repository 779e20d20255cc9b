import { refusalReason } from '../../admission/review-order.ts'
import { couponFacts, planFacts } from '../../box-office/objects/facts.ts'
import type { NewOrder } from '../../kube/shop-api.ts'
import { ticketPrice } from '../../rules/box-office/price.ts'
import { amountInMinorUnits, decimal } from '../../rules/money.ts'
import { timestamp } from '../../rules/time.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { SeatPool } from '../../schema/offer/seat-pool.ts'
import type { FieldFault } from '../model/form-view.ts'
import { viewCoupon } from '../model/view-coupon.ts'
import { viewOffer } from '../model/view-offers.ts'
import type { ValidOrderForm } from './read-order-form.ts'
import { refusalFault } from './refusal-fault.ts'

/** The plans and pools of the conference now, and the coupon that the request names if it exists. */
export interface JudgedBy {
  plans: readonly Plan[]
  pools: readonly SeatPool[]
  coupon: Coupon | undefined
  now: number
}

/** The order to create, or the first fault of the request. */
export type Judgement = { order: NewOrder } | { fault: FieldFault }

/**
 * Judges a request by the rule of the admission webhook and the box office, before anything is created. The buyer never pays
 * more than the page showed: if the price is higher now, that is a fault, and the page shows the new price. The price may be
 * lower, for example by a coupon that the page had not applied.
 */
export function judgeRequest(
  key: { namespace: string; name: string },
  request: ValidOrderForm,
  by: JudgedBy,
): Judgement {
  const plan = by.plans.find(({ metadata }) => metadata.name === request.plan)
  if (plan === undefined) return { fault: { field: 'plan', problem: 'invalid' } }
  const { currency } = plan.spec
  const price = ticketPrice(planFacts(plan), by.coupon && couponFacts(by.coupon))
  const order = newOrder(key, request, Number(decimal(price, currency)))
  const fault = faultByRules(order, { ...by, plan }) ?? faultOfCoupon(request, by)
  if (fault !== undefined) return { fault }
  if (!hasSeenPrice(request, { price, currency })) return { fault: { field: 'plan', problem: 'priceChanged' } }
  return { order }
}

/** Whether the page showed this price or a higher one. An amount in another currency is another price. */
function hasSeenPrice(
  { shownPrice }: ValidOrderForm,
  { price, currency }: { price: bigint; currency: string },
): boolean {
  const [amount = '', shownCurrency] = shownPrice.split(' ')
  const shown = shownCurrency === currency ? amountInMinorUnits(amount, currency) : undefined
  return shown !== undefined && shown >= price
}

function newOrder(
  metadata: { namespace: string; name: string },
  { plan, coupon, quantity }: ValidOrderForm,
  price: number,
): NewOrder {
  const spec = { planRef: plan, ...(coupon !== undefined && { couponRef: coupon }), price, quantity }
  return { apiVersion, kind: 'Order', metadata, spec }
}

function faultByRules(order: NewOrder, by: JudgedBy & { plan: Plan }): FieldFault | undefined {
  const { plan, pools, coupon, now } = by
  const pool = pools.find(({ metadata }) => metadata.name === plan.spec.poolRef)
  const metadata = { ...order.metadata, uid: '', creationTimestamp: timestamp(now) }
  const refusal = refusalReason({ ...order, metadata }, { plan, pool, coupon })
  return refusal && refusalFault(refusal.reason, viewOffer(plan, by).mostPerOrder)
}

/** That rule cannot see used-up coupons: only the box office counts them. The statuses of the plans show the counts. */
function faultOfCoupon({ coupon: code = '' }: ValidOrderForm, by: JudgedBy): FieldFault | undefined {
  if (by.coupon === undefined || viewCoupon(code, by.coupon, by).state !== 'usedUp') return undefined
  return { field: 'coupon', problem: 'couponUsedUp' }
}
