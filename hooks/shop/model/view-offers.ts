import { couponFacts, planFacts, poolFacts } from '../../box-office/objects/facts.ts'
import { refusalAfterSale, refusalBeforeSale } from '../../rules/box-office/dates.ts'
import { mostPerOrder } from '../../rules/box-office/limits.ts'
import { hasSeats, isCouponFor, isScarce, type Offer, type PlanFacts } from '../../rules/box-office/plan.ts'
import { refusalOfHiddenPlan, ticketPrice } from '../../rules/box-office/price.ts'
import { decimal } from '../../rules/money.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { SeatPool } from '../../schema/offer/seat-pool.ts'
import { mostTickets } from './form-limits.ts'
import { textField, timeField } from './view-conference.ts'
import type { OfferState, OfferView } from './views.ts'

/** The objects of a conference that are on offer, and a coupon that applies. */
export interface Stand {
  plans: readonly Plan[]
  pools: readonly SeatPool[]
  coupon?: Coupon | undefined
  now: number
}

/** The plans that buyers see: those on sale first, then by price. */
export function viewOffers(stand: Stand): OfferView[] {
  return stand.plans
    .filter(plan => isVisible(plan, stand))
    .map(plan => viewOffer(plan, stand))
    .sort(compareOffers)
}

/** Only buyers with a coupon for a hidden plan see it. A plan that is inactive and was never sold is a draft. */
function isVisible(plan: Plan, { coupon }: Stand): boolean {
  if (plan.metadata.deletionTimestamp !== undefined) return false
  const offer = { plan: planFacts(plan), coupon: coupon && couponFacts(coupon) }
  if (refusalOfHiddenPlan(offer) !== undefined) return false
  return plan.spec.active || (plan.status?.sold ?? 0) > 0
}

/** A plan as buyers see it, with its price after the coupon. */
export function viewOffer(plan: Plan, { pools, coupon, now }: Stand): OfferView {
  const { metadata, spec, status } = plan
  const pool = pools.find(one => one.metadata.name === spec.poolRef)
  const offer = offerOf(plan, { pool, coupon })
  const price = decimal(ticketPrice(offer.plan, offer.coupon), spec.currency)
  const full = decimal(ticketPrice(offer.plan, undefined), spec.currency)
  const left = leftOf(plan, pool)
  const most = Math.min(mostTickets, mostPerOrder(offer) ?? mostTickets)
  return {
    plan: metadata.name,
    title: spec.title,
    ...textField('description', spec.description),
    price,
    ...(full !== price && { fullPrice: full }),
    currency: spec.currency,
    ...(left !== undefined && { left }),
    waiting: status?.waiting ?? 0,
    state: stateOf(offer.plan, { left, most, now }),
    ...timeField('salesStart', spec.salesStart),
    ...timeField('salesEnd', spec.salesEnd),
    mostPerOrder: most,
    ...(isScarce(offer) && { holdMinutes: spec.holdMinutes }),
  }
}

/** The plan as the box office decides by it; a coupon for another plan changes nothing. */
function offerOf(plan: Plan, { pool, coupon }: { pool: SeatPool | undefined; coupon: Coupon | undefined }): Offer {
  const facts = { plan: planFacts(plan), pool: pool && poolFacts(pool), coupon: coupon && couponFacts(coupon) }
  return facts.coupon !== undefined && isCouponFor(facts.coupon, facts.plan) ? facts : { ...facts, coupon: undefined }
}

/** The free seats, as the box office counted them; all seats before its first count; undefined without a limit. */
function leftOf(plan: Plan, pool: SeatPool | undefined): number | undefined {
  const { capacity, poolRef } = plan.spec
  if (!hasSeats(planFacts(plan))) return undefined
  // The seats of a pool that does not exist are not free.
  const ofPool = poolRef === undefined ? undefined : (pool?.status?.left ?? pool?.spec.capacity ?? 0)
  const counts = [plan.status?.left ?? capacity, ofPool].filter(count => count !== undefined)
  return Math.min(...counts)
}

function stateOf(
  plan: PlanFacts,
  { left, most, now }: { left: number | undefined; most: number; now: number },
): OfferState {
  if (!plan.active || most === 0) return 'closed'
  if (refusalBeforeSale(plan, { askedAt: now }) !== undefined) return 'notYet'
  if (refusalAfterSale(plan, { askedAt: now }) !== undefined) return 'over'
  return left === 0 ? 'soldOut' : 'onSale'
}

const ranks: Readonly<Record<OfferState, number>> = { onSale: 0, soldOut: 1, notYet: 2, over: 3, closed: 4 }

function compareOffers(a: OfferView, b: OfferView): number {
  const byPrice = Number(a.price) - Number(b.price)
  return ranks[a.state] - ranks[b.state] || byPrice || Number(a.plan > b.plan) - Number(a.plan < b.plan)
}
