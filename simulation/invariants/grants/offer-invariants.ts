// The offer decides what an order is granted: its price, dates, coupon and limits. The rules of the sale stand here once more,
// as a question about stored objects: is there a view of the offer, not too old, that explains the answer?

import type { Coupon } from '../../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import type { SeatPool } from '../../../hooks/schema/offer/seat-pool.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { ReservationSpec } from '../../../hooks/schema/reservation.ts'
import type { Change, ChangeOf } from '../../server/stored.ts'
import { maxSkewMs } from '../../world.ts'
import { type OrderPast, pastOf, placingTime, type SaleRecords, versionsInForce } from '../records.ts'
import { isPriceRisen, ticketPrice } from './ticket-price.ts'

/** One view of the offer, and the order that asks for a number of tickets of it. */
interface View {
  plan: Plan['spec'] | undefined
  planName: string
  pool: SeatPool['spec'] | undefined
  coupon: Coupon['spec'] | undefined
  order: Order['spec']
  quantity: number
  asked: Span
  now: Span
}

/** The first and the last moment at which something may have happened, in milliseconds since 1970. */
interface Span {
  from: number
  until: number
}

/** I5: an order is granted tickets only as the offer says: at its price, between its dates, and within its limits. */
export function grantsFollowTheOffer(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.planRef === undefined) return undefined
  const [was, is] = [change.before?.spec, change.after.spec]
  const isTaken = (is.decision === 'Held' || is.decision === 'Waitlisted') && is.quantity > 0
  const isNew = isNewQuestion(was)
  const isReturn = was?.decision === 'Released'
  // A sale without an earlier reservation was reinstated.
  const isGranted = isNew ? isTaken : heldTickets(is) > heldTickets(was)
  if (!isGranted) return undefined
  const views = viewsOf(change, { records, lagMs })
  const faults = views.map(view =>
    isNew ? questionFault(view, is) : isReturn ? returnFault(view, is) : growthFault(view, was),
  )
  if (faults.length === 0 || faults.includes(undefined)) return undefined
  return `"${change.name}" is ${is.decision} of ${is.quantity}, against the offer: ${[...new Set(faults)].join(', ')}`
}

/** I5: a refusal has its reason in the offer. */
export function refusalsFollowTheOffer(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Refused') return undefined
  const { reason = '', planRef, orderUid } = change.after.spec
  const was = change.before?.spec
  if (planRef === undefined || reason === 'CouponExhausted' || (was?.decision === 'Refused' && was.reason === reason))
    return undefined
  // A refusal that the status of the order shows already was reinstated.
  const { versions } = pastOf(records, orderUid, change.name)
  if (versions.some(({ object }) => object?.status?.payment === 'REJECTED' && object.status.reason === reason))
    return undefined
  const views = viewsOf(change, { records, lagMs })
  if (views.length === 0 || views.some(view => refusalsOf(view, 'possible').includes(reason))) return undefined
  return `"${change.name}" is Refused ${reason}, and the offer gives no such reason`
}

/** I5: a late payment that buys nothing has its reason in the offer, or in the seats and redemptions that others have. */
export function lateMoneyFollowsTheOffer(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.reason !== 'Unseated') return undefined
  const { after, before } = change
  if (before === undefined || before.spec.reason === 'Unseated') return undefined
  const { message = '' } = after.spec
  if (/Too few seats|is used up/.test(message)) return undefined
  const [, reason = message] = faultsOfReturn.find(([text]) => message.includes(text)) ?? []
  const views = viewsOf(change, { records, lagMs })
  if (views.length === 0 || views.some(view => returnFaults(view, after.spec, 'possible').includes(reason))) return
  return `"${change.name}" is paid late and Unseated, and the offer gives no such reason: ${reason}`
}

/** A part of the message of an order that was paid late, and the fault that it names. */
const faultsOfReturn: [text: string, fault: string][] = [
  ['There is no plan', 'PlanNotFound'],
  ['is not on sale', 'PlanInactive'],
  ['begins at', 'NotYetOnSale'],
  ['ended at', 'SaleOver'],
  ['There is no coupon', 'CouponNotFound'],
  ['is not for the plan', 'CouponNotApplicable'],
  ['was valid until', 'CouponExpired'],
  ['A ticket now costs', 'PriceRisen'],
  ['Too many tickets', 'TooMany'],
  ['another currency', 'OtherCurrency'],
]

/** Whether the decision after this reservation judges the order by the present offer. */
function isNewQuestion(was: ReservationSpec | undefined): boolean {
  return was === undefined || was.decision === 'Refused' || (was.decision === 'Held' && was.quantity === 0)
}

function heldTickets(spec: ReservationSpec | undefined): number {
  return spec?.decision === 'Held' || spec?.decision === 'Sold' ? spec.quantity : 0
}

/** Every combination of versions that the decision may follow. */
function viewsOf(change: ChangeOf<'Reservation'>, { records, lagMs }: { records: SaleRecords; lagMs: number }): View[] {
  const { at, before, after } = change
  const { orderUid = '', planRef = '', couponRef, quantity = 0 } = after?.spec ?? {}
  const past = pastOf(records, orderUid, change.name)
  const order = past.versions.findLast(({ object }) => object)?.object
  if (order === undefined) return []
  const objects = <T>(versions: Parameters<typeof versionsInForce<T>>[0]) => [
    ...((versions?.[0]?.at ?? at) >= at - 2 * lagMs ? [undefined] : []),
    ...versionsInForce(versions, { at, lagMs }).map(({ object }) => object),
  ]
  const coupons = couponRef === undefined ? [undefined] : objects(records.coupons.get(couponRef))
  const now = { from: at - 2 * lagMs - maxSkewMs, until: at + maxSkewMs }
  const asked = askedSpan(past, before?.spec, now)
  return objects(records.plans.get(planRef)).flatMap(plan => {
    const pools = plan?.spec.poolRef === undefined ? [undefined] : objects(records.pools.get(plan.spec.poolRef))
    return pools.flatMap(pool =>
      coupons.map(coupon => ({
        ...{ plan: plan?.spec, planName: planRef, pool: pool?.spec, coupon: coupon?.spec },
        ...{ order: order.spec, quantity, asked, now },
      })),
    )
  })
}

/**
 * The time at which the order asked for its tickets: a new order at its placing, an order that was paid late now, and an order
 * that grows either when it began to wait, or now.
 */
function askedSpan(past: OrderPast, was: ReservationSpec | undefined, now: Span): Span {
  if (was?.decision === 'Released') return now
  if (was?.decision !== 'Held' && was?.decision !== 'Sold') return moment(placingTime(past))
  return was.quantity === 0 || was.waitingSince === undefined ? now : moment(Date.parse(was.waitingSince))
}

function moment(at: number): Span {
  return { from: at, until: at }
}

/** The reasons to refuse a new question in this view; with "possible", also those that hold at some moment only. */
function refusalsOf(view: View, certainty: 'certain' | 'possible'): string[] {
  const { plan, coupon, order, asked } = view
  if (plan === undefined) return ['PlanNotFound']
  const reasons = {
    PlanInactive: !plan.active || isHidden(view),
    NotYetOnSale: isBefore(asked, plan.salesStart, certainty),
    SaleOver: isAfter(asked, plan.salesEnd, certainty),
    ...couponFaults(view, certainty),
    PriceMismatch: Math.abs(ticketPrice(plan, coupon) - order.price) > 0.0001,
    TooMany: isTooMany(view),
  }
  return namesOf(reasons)
}

function couponFaults({ coupon, order, planName, asked }: View, certainty: 'certain' | 'possible') {
  return {
    CouponNotFound: order.couponRef !== undefined && coupon === undefined,
    CouponNotApplicable: (coupon?.planRef ?? planName) !== planName,
    CouponExpired: isAfter(asked, coupon?.validUntil, certainty),
  }
}

function namesOf(reasons: Record<string, boolean>): string[] {
  return Object.entries(reasons).flatMap(([reason, isTrue]) => (isTrue ? [reason] : []))
}

/** The fault of a grant to a new question. */
function questionFault(view: View, { currency }: ReservationSpec): string | undefined {
  const [reason] = refusalsOf(view, 'certain')
  return reason ?? (view.plan?.currency === currency ? undefined : `not in ${view.plan?.currency}`)
}

/** The fault of a grant to an order that lapsed and was paid late. It states the price of today, or more. */
function returnFault(view: View, is: ReservationSpec): string | undefined {
  return returnFaults(view, is, 'certain')[0]
}

function returnFaults(view: View, { currency }: ReservationSpec, certainty: 'certain' | 'possible'): string[] {
  const { plan, coupon, order } = view
  const faults = refusalsOf(view, certainty).filter(reason => reason !== 'PriceMismatch')
  if (plan === undefined) return faults
  if (isPriceRisen(plan, coupon, order.price)) faults.push('PriceRisen')
  if (plan.currency !== currency) faults.push('OtherCurrency')
  return faults
}

/**
 * The fault of a grant to an order that was accepted before. A waiting order is served after the end of the sale and at its
 * price, but gets no more tickets than it joined with; a hold or sale gets more only as a new order would.
 */
function growthFault(view: View, was: ReservationSpec | undefined): string | undefined {
  const { plan, asked, now } = view
  if (plan === undefined) return 'PlanNotFound'
  const isGrowth = was?.decision === 'Held' || was?.decision === 'Sold'
  const [reason] = namesOf({
    PlanInactive: !plan.active || (isGrowth && isHidden(view)),
    NotYetOnSale: isGrowth && isBefore(now, plan.salesStart, 'certain'),
    SaleOver: isGrowth && isAfter(asked, plan.salesEnd, 'certain'),
    ...couponFaults(view, 'certain'),
    PriceRisen: isGrowth && isPriceRisen(plan, view.coupon, view.order.price),
    OtherCurrency: was?.decision === 'Held' && plan.currency !== was.currency,
    GrewWhileWaiting: was?.decision === 'Waitlisted' && view.quantity > was.quantity,
    TooMany: isTooMany(view),
  })
  return reason
}

function isHidden({ plan, planName, coupon }: View): boolean {
  return plan?.hidden === true && coupon?.planRef !== planName
}

function isBefore({ from, until }: Span, start: string | undefined, certainty: 'certain' | 'possible'): boolean {
  return start !== undefined && (certainty === 'certain' ? until : from) < Date.parse(start)
}

function isAfter({ from, until }: Span, end: string | undefined, certainty: 'certain' | 'possible'): boolean {
  return end !== undefined && (certainty === 'certain' ? from : until) >= Date.parse(end)
}

function isTooMany({ plan, pool, coupon, quantity }: View): boolean {
  const limits = [plan?.capacity, plan?.maxPerOrder, pool?.capacity, coupon?.maxPerOrder, coupon?.maxTickets]
  return limits.some(limit => limit !== undefined && quantity > limit)
}
