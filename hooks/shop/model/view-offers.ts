import { couponFacts, planFacts } from '../../box-office/objects/facts.ts'
import { refusalAfterSale, refusalBeforeSale } from '../../rules/box-office/dates.ts'
import { hasSeats, isScarce } from '../../rules/box-office/plan.ts'
import { ticketPrice } from '../../rules/box-office/price.ts'
import { decimal } from '../../rules/money.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { SeatPool } from '../../schema/offer/seat-pool.ts'
import { textField, timeField } from './view-conference.ts'
import type { OfferState, OfferView } from './views.ts'

/** The highest number of tickets of one order, where its plan names none (schema of the Order). */
const mostOfAll = 100

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

/** A hidden plan is only for those with a coupon for it. One that was never sold and is not on sale is a draft. */
function isVisible({ metadata, spec: { hidden = false, active }, status = {} }: Plan, { coupon }: Stand): boolean {
  if (metadata.deletionTimestamp !== undefined) return false
  if (hidden && coupon?.spec.planRef !== metadata.name) return false
  return active || (status.sold ?? 0) > 0
}

/** A plan as buyers see it, with its price after the coupon. */
export function viewOffer(plan: Plan, { pools, coupon, now }: Stand): OfferView {
  const { metadata, spec, status } = plan
  const facts = planFacts(plan)
  const pool = pools.find(one => one.metadata.name === spec.poolRef)
  const applied = coupon !== undefined && isFor(coupon, plan) ? couponFacts(coupon) : undefined
  const price = decimal(ticketPrice(facts, applied), spec.currency)
  const full = decimal(ticketPrice(facts, undefined), spec.currency)
  const left = leftOf(plan, pool)
  const mostPerOrder = mostPerOrderOf(plan, { pool, coupon: applied && coupon })
  return {
    plan: metadata.name,
    title: spec.title,
    ...textField('description', spec.description),
    price,
    ...(full !== price && { fullPrice: full }),
    currency: spec.currency,
    ...(left !== undefined && { left }),
    waiting: status?.waiting ?? 0,
    state: stateOf(plan, { left, mostPerOrder, now }),
    ...timeField('salesStart', spec.salesStart),
    ...timeField('salesEnd', spec.salesEnd),
    mostPerOrder,
    ...(isScarce({ plan: facts, coupon: applied }) && { holdMinutes: spec.holdMinutes }),
  }
}

function isFor({ spec: { planRef } }: Coupon, { metadata: { name } }: Plan): boolean {
  return planRef === undefined || planRef === name
}

/** The free seats, as the box office counts them, or all while it has not counted yet; undefined without a limit. */
function leftOf(plan: Plan, pool: SeatPool | undefined): number | undefined {
  const { capacity, poolRef } = plan.spec
  if (!hasSeats(planFacts(plan))) return undefined
  // The seats of a pool that does not exist are not free.
  const ofPool = poolRef === undefined ? undefined : (pool?.status?.left ?? pool?.spec.capacity ?? 0)
  const counts = [plan.status?.left ?? capacity, ofPool].filter(count => count !== undefined)
  return Math.min(...counts)
}

function mostPerOrderOf({ spec }: Plan, { pool, coupon }: { pool: SeatPool | undefined; coupon: Coupon | undefined }) {
  const { maxPerOrder, maxTickets } = coupon?.spec ?? {}
  const limits = [spec.maxPerOrder, spec.capacity, pool?.spec.capacity, maxPerOrder, maxTickets]
  return Math.min(mostOfAll, ...limits.filter(limit => limit !== undefined))
}

function stateOf(
  plan: Plan,
  { left, mostPerOrder, now }: { left: number | undefined; mostPerOrder: number; now: number },
): OfferState {
  const facts = planFacts(plan)
  if (!facts.active || mostPerOrder === 0) return 'closed'
  if (refusalBeforeSale(facts, { askedAt: now }) !== undefined) return 'notYet'
  if (refusalAfterSale(facts, { askedAt: now }) !== undefined) return 'over'
  return left === 0 ? 'soldOut' : 'onSale'
}

const ranks: Readonly<Record<OfferState, number>> = { onSale: 0, soldOut: 1, notYet: 2, over: 3, closed: 4 }

function compareOffers(a: OfferView, b: OfferView): number {
  const byPrice = Number(a.price) - Number(b.price)
  return ranks[a.state] - ranks[b.state] || byPrice || Number(a.plan > b.plan) - Number(a.plan < b.plan)
}
