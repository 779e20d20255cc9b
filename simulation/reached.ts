import { isHolding } from '../hooks/rules/reservation.ts'
import type { Reservation } from '../hooks/schema/reservation.ts'
import type { SaleRecords } from './invariants/records.ts'
import { hallOf } from './invariants/seat-invariants.ts'
import { type Change, type ChangeOf, ownerOf } from './server/stored.ts'

/** The outcomes that schedules must reach, so that every rule of the sale is exercised. */
export const reachedNames = [
  'orders',
  'tickets created',
  'tickets deleted',
  'sold for money',
  'sold for free',
  'sold after the end of their hold',
  'holds lapsed',
  'granted after they lapsed',
  'not granted again after they lapsed',
  'not granted again at an old price',
  'not granted again after the sale',
  'granted in another currency',
  'granted from the waitlist',
  'sold and released',
  'holds extended',
  'holds that got an end',
  'sold and reduced',
  'a seat held twice',
  'holds in a row of three',
  'holds that lost their seat',
  'coupons exhausted',
  'redemptions beyond the limit',
  'refunded orders',
  'refused orders that were granted after all',
  'reservations passed to their orders',
  'reservations passed to a new order',
  'reservations released without their order',
  'granted seats of a pool beside another plan',
  'waiting for a pool that does not exist',
  'refused before the sale',
  'refused after the sale',
  'refused with a coupon that ended',
  'refused as too many',
  'granted after the end of the sale',
  'granted something hidden',
  'granted with a limit of tickets',
  'tickets beyond the limit of a coupon',
  'holds prolonged',
  'holds kept for announced money',
  'announced money that failed',
  'sold for announced money',
  'checkouts paid',
  'checkouts expired',
  'checkouts failed',
  'paid after the gateway declined',
  'captures without an answer',
  'sessions closed',
  'sessions asked for again with their key',
  'answers replayed by Stripe',
  'two cashiers at one payment or refund',
  'late money at Stripe',
  'orders paid twice',
  'refunds created by the cashier',
  'refunds that went back',
  'refunds asked for again with their key',
  'refunds of one order sent at once',
  'refunds that waited for another',
  'refunds that waited for a dispute',
  'refunds held back by the hourly limit',
  'refunds that were too much',
] as const
export type ReachedName = (typeof reachedNames)[number]
export type ReachedCounts = Record<ReachedName, number>

export function nothingReached(): ReachedCounts {
  return Object.fromEntries(reachedNames.map(name => [name, 0])) as ReachedCounts
}

/** Counts the outcomes that a change brings about. */
export function countReached(reached: ReachedCounts, change: Change, records: SaleRecords): void {
  if (change.kind === 'Order' && change.before === undefined) reached.orders += 1
  if (change.kind === 'Ticket' && change.before === undefined) reached['tickets created'] += 1
  if (change.kind === 'Ticket' && change.after === undefined) reached['tickets deleted'] += 1
  if (change.kind === 'Order' && becomesReason(change, 'Refunded')) reached['refunded orders'] += 1
  if (change.kind === 'Reservation') for (const name of outcomesOf(change, records)) reached[name] += 1
}

function becomesReason({ before, after }: ChangeOf<'Order'>, reason: string): boolean {
  return after?.status?.reason === reason && before?.status?.reason !== reason
}

function outcomesOf({ name, before, after, at }: ChangeOf<'Reservation'>, records: SaleRecords): ReachedName[] {
  if (after === undefined) return []
  const {
    decision,
    reason,
    message = '',
    quantity,
    couponRef,
    currency,
    heldUntil,
    poolRef,
    planRef,
    pending,
  } = after.spec
  const was = before?.spec.decision
  const others = [...records.reservations.values()].filter(
    ({ metadata, spec }) => metadata.name !== name && isHolding(spec),
  )
  const price = [...(records.orders.get(after.spec.orderUid)?.versions ?? [])].at(-1)?.object?.spec.price ?? 0
  const plan = records.plans.get(planRef ?? '')?.at(-1)?.object?.spec
  const coupon = records.coupons.get(couponRef ?? '')?.at(-1)?.object?.spec
  const { maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY } = coupon ?? {}
  const users = others.filter(({ spec }) => spec.couponRef === couponRef && spec.quantity > 0)
  const isNewReason = reason !== before?.spec.reason
  const isGranted = decision === 'Held' && quantity > 0 && was !== 'Held'
  const isHeldOn = decision === 'Held' && was === 'Held' && quantity > 0
  const found: Partial<Record<ReachedName, boolean>> = {
    'sold for money': decision === 'Sold' && was !== 'Sold' && price > 0,
    'sold for free': decision === 'Sold' && was !== 'Sold' && price === 0,
    'sold after the end of their hold':
      decision === 'Sold' && was === 'Held' && at > Date.parse(before?.spec.heldUntil ?? ''),
    'holds lapsed': was === 'Held' && reason === 'Expired',
    'granted after they lapsed': was === 'Released' && decision === 'Held',
    'not granted again after they lapsed': reason === 'Unseated',
    'not granted again at an old price': reason === 'Unseated' && isNewReason && message.includes('now costs'),
    'not granted again after the sale': reason === 'Unseated' && isNewReason && message.includes('ended at'),
    'granted in another currency': decision === 'Held' && was !== undefined && currency !== before?.spec.currency,
    'granted from the waitlist': was === 'Waitlisted' && decision === 'Held',
    'sold and released': was === 'Sold' && decision === 'Released',
    'holds extended': was === 'Held' && decision === 'Held' && quantity > (before?.spec.quantity ?? 0),
    'holds that got an end':
      was === 'Held' &&
      decision === 'Held' &&
      quantity > 0 &&
      before?.spec.quantity === quantity &&
      before.spec.heldUntil === undefined &&
      heldUntil !== undefined,
    'sold and reduced': was === 'Sold' && quantity < (before?.spec.quantity ?? 0),
    'a seat held twice': isHolding(after.spec) && others.some(other => sharesSeat(other, after, records)),
    'holds in a row of three': isHolding(after.spec) && endsRow(after, others, records),
    'holds that lost their seat': was === 'Held' && decision === 'Waitlisted',
    'refused orders that were granted after all':
      was === 'Refused' && (decision === 'Held' || decision === 'Waitlisted'),
    'reservations passed to their orders': before !== undefined && ownerOf(before) !== ownerOf(after),
    'reservations passed to a new order': before !== undefined && before.spec.orderUid !== after.spec.orderUid,
    'reservations released without their order': reason === 'OrderGone' && before?.spec.reason !== reason,
    'coupons exhausted': reason === 'CouponExhausted' && before?.spec.reason !== reason,
    'redemptions beyond the limit': isHolding(after.spec) && quantity > 0 && users.length + 1 > maxRedemptions,
    'granted seats of a pool beside another plan':
      isGranted &&
      others.some(({ spec }) => poolRef !== undefined && spec.poolRef === poolRef && spec.planRef !== planRef),
    'waiting for a pool that does not exist': reason === 'PoolNotFound' && isNewReason,
    'refused before the sale': reason === 'NotYetOnSale' && isNewReason,
    'refused after the sale': reason === 'SaleOver' && isNewReason,
    'refused with a coupon that ended': reason === 'CouponExpired' && isNewReason,
    'refused as too many': decision === 'Refused' && reason === 'TooMany' && isNewReason,
    'granted after the end of the sale': isGranted && at > Date.parse(plan?.salesEnd ?? ''),
    'granted something hidden': isGranted && plan?.hidden === true,
    'granted with a limit of tickets': isGranted && coupon?.maxTickets !== undefined,
    'tickets beyond the limit of a coupon':
      isHolding(after.spec) &&
      quantity > 0 &&
      users.reduce((sum, { spec }) => sum + spec.quantity, quantity) > maxTickets,
    'holds prolonged':
      isHeldOn && pending !== true && Date.parse(heldUntil ?? '') > Date.parse(before?.spec.heldUntil ?? ''),
    'holds kept for announced money': pending === true && before?.spec.pending !== true,
    'announced money that failed': pending === false && before?.spec.pending === true,
    'sold for announced money': decision === 'Sold' && before?.spec.pending === true,
  }
  return reachedNames.filter(name => found[name])
}

function sharesSeat(a: Reservation, b: Reservation, records: SaleRecords): boolean {
  return hallOf(a, records) === hallOf(b, records) && (a.spec.seats ?? []).some(seat => b.spec.seats?.includes(seat))
}

/** Whether a hold shares a seat with a second one, which shares a seat with a third one that shares none with the first. */
function endsRow(hold: Reservation, others: Reservation[], records: SaleRecords): boolean {
  const share = (a: Reservation, b: Reservation) => sharesSeat(a, b, records)
  return others.some(
    next => share(next, hold) && others.some(third => third !== next && share(third, next) && !share(third, hold)),
  )
}
