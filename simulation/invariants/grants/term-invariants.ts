import { priceInMinorUnits } from '../../../hooks/rules/money.ts'
import type { Coupon } from '../../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../../hooks/schema/offer/plan.ts'
import type { ReservationSpec } from '../../../hooks/schema/reservation.ts'
import type { Change, ChangeOf } from '../../server/stored.ts'
import { maxSkewMs } from '../../world.ts'
import { announcedAmount, isEnding, mostOf, paidAmount, pastOf, type SaleRecords, versionsInForce } from '../records.ts'
import { planOf } from '../seat-invariants.ts'

const minuteMs = 60_000
const hourMs = 3_600_000
/** Times are stored in whole seconds. */
const roundedMs = 1_000
/** The time that a hold waits after its end for a late view of a payment, in milliseconds. */
const graceMs = 30_000

interface Around {
  records: SaleRecords
  lagMs: number
}

/** I1: a new hold of something scarce has an end. */
export function scarceHoldsEnd(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Held') return undefined
  const { quantity, heldUntil, couponRef, planRef } = change.after.spec
  if (quantity === 0 || heldUntil !== undefined || planRef === undefined || isHeld(change.before?.spec))
    return undefined
  const [plans, coupons] = [plansInForce(change, { records, lagMs }), records.coupons.get(couponRef ?? '')]
  const offers = versionsInForce(coupons, { at: change.at, lagMs }).map(({ object }) => object?.spec)
  const all = offers.length === 0 ? [undefined] : offers
  if (plans.length === 0 || plans.some(plan => all.some(coupon => !isScarce(plan, coupon)))) return undefined
  return `"${change.name}" holds something scarce without an end`
}

/** Whether an order competes with others for what it holds, or holds a price that ends. */
export function isScarce({ capacity, poolRef, salesEnd }: Plan['spec'], coupon: Coupon['spec'] | undefined): boolean {
  const { maxRedemptions, maxTickets, validUntil } = coupon ?? {}
  return [capacity, poolRef, salesEnd, maxRedemptions, maxTickets, validUntil].some(limit => limit !== undefined)
}

/** I4: the end of a hold never becomes earlier, unless announced money fails. */
export function endsStay(change: Change): string | undefined {
  if (change.kind !== 'Reservation') return undefined
  const [was, is] = [change.before?.spec, change.after?.spec]
  if (!isHeld(was) || !isHeld(is) || was.heldUntil === undefined) return undefined
  if (was.pending === true && is.pending === false) return undefined
  // The plan was recreated without seats: its holds have no end.
  if (is.heldUntil === undefined && was.seats !== undefined && is.seats === undefined) return undefined
  const isKept = is.heldUntil !== undefined && Date.parse(is.heldUntil) >= Date.parse(was.heldUntil)
  return isKept ? undefined : `"${change.name}" was held until ${was.heldUntil}, and is held until ${is.heldUntil}`
}

/** I4: no hold lapses before its end and the grace time are over. */
export function holdsLast({ kind, name, at, ...change }: Change): string | undefined {
  if (kind !== 'Reservation') return undefined
  const { before, after } = change as ChangeOf<'Reservation'>
  const { heldUntil, decision } = before?.spec ?? {}
  if (decision !== 'Held' || after?.spec.reason !== 'Expired') return undefined
  const isOver = heldUntil !== undefined && at + maxSkewMs >= Date.parse(heldUntil) + graceMs
  return isOver ? undefined : `"${name}" lapsed, and was held until ${heldUntil}`
}

/**
 * I1, I4: a hold ends as its plan says: `offerMinutes` after its start if it came off the waitlist, else `holdMinutes`. It
 * ends later only for a reason: its order asked for more time, or money was announced.
 */
export function endsHaveReasons(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Held') return undefined
  const [was, is] = [change.before?.spec, change.after.spec]
  const { heldSince, heldUntil, planRef } = is
  if (heldUntil === undefined || planRef === undefined || was?.heldUntil === heldUntil) return undefined
  if (heldSince === undefined) return `"${change.name}" is held until ${heldUntil}, since nobody knows when`
  const [since, end] = [Date.parse(heldSince), Date.parse(heldUntil)]
  // Until 0.2.0 a hold did not say when it began.
  const isMoved = isHeld(was) && was.planRef !== undefined && isBegun(was, is)
  const isNew = !isHeld(was) || was.heldUntil === undefined || isMoved
  // A hold that loses its seat gets another one like an order that comes off the waitlist.
  const isOffer = was?.decision === 'Waitlisted' || (isHeld(was) && was.heldUntil !== undefined)
  const isExplained = plansInForce(change, { records, lagMs }).some(plan => {
    const { holdMinutes, offerMinutes = holdMinutes } = plan
    const usual = since + (isOffer ? offerMinutes : holdMinutes) * minuteMs
    if (isNew && Math.abs(end - usual) <= roundedMs) return true
    const isLate = !isNew || end >= usual
    return isLate && end <= latestEnd(change, { plan, since, records }) + roundedMs
  })
  return isExplained ? undefined : `"${change.name}" is held from ${heldSince} until ${heldUntil} for no reason`
}

/** Whether a new hold begins, even within the second in which it lost its seat. */
function isBegun(was: ReservationSpec, is: ReservationSpec): boolean {
  return was.heldSince !== is.heldSince || (was.seats ?? []).some(seat => !is.seats?.includes(seat))
}

/** The latest end that a hold may get by a request for more time, by announced money, or because that failed. */
function latestEnd(
  { name, at, before, after }: ChangeOf<'Reservation'>,
  { plan, since, records }: { plan: Plan['spec']; since: number; records: SaleRecords },
): number {
  const { holdMinutes, maxHoldMinutes = holdMinutes, pendingHours = 0 } = plan
  const { orderUid = '', pending } = after?.spec ?? {}
  const asked = pastOf(records, orderUid, name).versions.map(({ object }) => Date.parse(object?.spec.holdUntil ?? ''))
  const latest = Math.max(...asked.filter(time => !Number.isNaN(time)))
  const isFailed = before?.spec.pending === true && pending === false
  return Math.max(
    Math.min(latest, since + maxHoldMinutes * minuteMs),
    pending === true ? since + pendingHours * hourMs : 0,
    isFailed ? at + maxSkewMs + holdMinutes * minuteMs : 0,
  )
}

/** I4: a hold is kept for announced money only if it was announced, and only once. */
export function announcementsAreMade(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.pending !== true) return undefined
  const [was, is] = [change.before?.spec, change.after.spec]
  if (is.decision !== 'Held') return `"${change.name}" is ${is.decision}, and is kept for announced money`
  if (was?.pending === true) return undefined
  if (was?.pending === false && isHeld(was)) return `"${change.name}" is kept for announced money again`
  const past = pastOf(records, is.orderUid, change.name)
  const reported = past.payments.filter(({ spec }) => spec.currency === is.currency && spec.state === 'Pending')
  return reported.length > 0 ? undefined : `"${change.name}" is kept for money that nobody announced`
}

/** I4: a hold does not lapse if every view must show in time that its money was announced, and its plan waits for such money. */
export function announcedHoldsStay(change: Change, records: SaleRecords, lagMs: number): string | undefined {
  if (change.kind !== 'Reservation' || change.before?.spec.decision !== 'Held') return undefined
  const { orderUid, currency, heldSince, heldUntil, pending } = change.before.spec
  if (change.after?.spec.reason !== 'Expired' || heldUntil === undefined || heldSince === undefined) return undefined
  const past = pastOf(records, orderUid, change.name)
  if (pending !== undefined || isEnding(past)) return undefined
  // A box office that does not see the plan does not know how long it waits.
  if (isPlanMissing(change, { records, lagMs })) return undefined
  const plans = plansInForce(change, { records, lagMs })
  const kept = plans.map(({ pendingHours = 0 }) => Date.parse(heldSince) + pendingHours * hourMs)
  if (kept.length === 0 || Math.min(...kept) <= Date.parse(heldUntil)) return undefined
  const early = Date.parse(heldUntil) + graceMs - maxSkewMs - lagMs
  // Kubernetes cuts creation times to whole seconds.
  const isEarly = ({ metadata }: { metadata: { creationTimestamp: string } }) =>
    Date.parse(metadata.creationTimestamp) + roundedMs <= early
  // A denial counts as soon as it is known, and so does a refund.
  const payments = past.payments.filter(payment => payment.spec.state === 'Denied' || isEarly(payment))
  if (past.payments.some(({ spec }) => spec.state === 'Refunded')) return undefined
  const announced = announcedAmount({ ...past, payments }, currency) + paidAmount({ ...past, payments }, currency).now
  return announced < mostOf(past, currency) || priceOf(past, currency) === 0n
    ? undefined
    : `"${change.name}" lapsed, and ${announced} were announced in time`
}

function priceOf({ versions }: ReturnType<typeof pastOf>, currency: string): bigint {
  return priceInMinorUnits(versions.findLast(({ object }) => object)?.object?.spec.price ?? 0, currency) ?? 0n
}

function isHeld(spec: ReservationSpec | undefined): spec is ReservationSpec {
  return spec?.decision === 'Held' && spec.quantity > 0
}

function plansInForce(change: ChangeOf<'Reservation'>, around: Around): Plan['spec'][] {
  return planVersions(change, around).flatMap(({ object }) => object?.spec ?? [])
}

function isPlanMissing(change: ChangeOf<'Reservation'>, around: Around): boolean {
  return planVersions(change, around).some(({ object }) => object === undefined)
}

function planVersions({ at, before, after }: ChangeOf<'Reservation'>, { records, lagMs }: Around) {
  return versionsInForce(records.plans.get(planOf(after ?? before, records)), { at, lagMs })
}
