// The end of a hold of something scarce, by the fields of its plan. All times count from the start of the hold:
// - as a rule `holdMinutes` (15 minutes by default), or `offerMinutes` if its order came off the waitlist
// - for an order that asks for more time: until the time in its `holdUntil`, at most `maxHoldMinutes`
// - for money that a gateway has announced: at most `pendingHours`, once. If the announcement fails, the hold ends
//   `holdMinutes` after that.

import { ledgerOf } from '../../ledger.ts'
import type { ReservationFacts } from '../../reservation.ts'
import { milliseconds, timestamp } from '../../time.ts'
import type { OpenDesk } from '../desk.ts'
import type { OrderFacts } from '../order.ts'
import { isScarce, type PlanFacts } from '../plan.ts'
import { isOwing, totalOf } from './bill.ts'

const minuteMs = 60_000
const hourMs = 3_600_000

/** The start and end of a hold. An earlier hold of the same order keeps its end while that is in the future. */
export function termOf(
  order: Pick<OrderFacts, 'holdUntil'>,
  { heldSince }: Pick<ReservationFacts, 'heldSince'>,
  { plan, now, minutes = plan.holdMinutes }: Pick<OpenDesk, 'plan' | 'now'> & { minutes?: number },
): { heldSince: string; heldUntil: string } {
  const endOf = (since: number) => Math.max(since + minutes * minuteMs, requestedEnd(order, plan, since) ?? since)
  const began = heldSince === undefined ? Number.NEGATIVE_INFINITY : milliseconds(heldSince)
  const since = endOf(began) > now ? began : now
  return { heldSince: timestamp(since), heldUntil: timestamp(endOf(since)) }
}

/** The end that an order asks for, within the limit of its plan, in milliseconds since 1970. */
function requestedEnd(
  { holdUntil }: Pick<OrderFacts, 'holdUntil'>,
  { maxHoldMinutes }: PlanFacts,
  since: number,
): number | undefined {
  return holdUntil === undefined ? undefined : Math.min(holdUntil, since + maxHoldMinutes * minuteMs)
}

/** Gives an end, once, to a hold whose plan or coupon became scarce. */
export function limitHold(
  order: OrderFacts,
  reservation: ReservationFacts,
  desk: OpenDesk,
): ReservationFacts | undefined {
  const { decision, quantity, heldUntil } = reservation
  if (decision !== 'Held' || quantity === 0 || heldUntil !== undefined || !isScarce(desk)) return undefined
  return { ...reservation, ...termOf(order, {}, desk) }
}

/** Gives a hold the later end that its order asks for. A paid hold needs no later end: it does not lapse. */
export function prolongHold(
  order: OrderFacts,
  reservation: ReservationFacts,
  { plan }: Pick<OpenDesk, 'plan'>,
): ReservationFacts | undefined {
  const term = openTerm(reservation)
  const end = term && requestedEnd(order, plan, term.since)
  if (term === undefined || end === undefined || !isOwing(order, reservation)) return undefined
  return endLater(reservation, { term, end })
}

/** Keeps a hold while announced money covers its price; gives it a new end when the announcement has failed. */
export function keepForAnnouncedMoney(
  order: OrderFacts,
  reservation: ReservationFacts,
  { plan, now }: Pick<OpenDesk, 'plan' | 'now'>,
): ReservationFacts | undefined {
  const term = openTerm(reservation)
  if (term === undefined || reservation.pending === false) return undefined
  if (!isOwing(order, reservation)) return undefined
  const { paid, pending } = ledgerOf(order.entries, reservation.currency)
  const isAnnounced = paid + pending >= totalOf(order, reservation)
  if (reservation.pending === true) {
    if (isAnnounced) return undefined
    return { ...reservation, pending: false, heldUntil: timestamp(now + plan.holdMinutes * minuteMs) }
  }
  const kept = isAnnounced ? endLater(reservation, { term, end: term.since + plan.pendingHours * hourMs }) : undefined
  return kept && { ...kept, pending: true }
}

/** A hold that got other seats keeps the end that it had before, if that is later. */
export function keepEnd(before: ReservationFacts, reservation: ReservationFacts): ReservationFacts {
  const [had, has] = [openTerm(before), openTerm(reservation)]
  if (had === undefined || has === undefined || has.until >= had.until) return reservation
  const { pending } = before
  const term = { heldSince: timestamp(had.since), heldUntil: timestamp(had.until) }
  return { ...reservation, ...term, ...(pending !== undefined && { pending }) }
}

interface Term {
  since: number
  until: number
}

/** The start and end of an unsold hold in milliseconds since 1970; undefined if it has no end. */
function openTerm({ decision, heldSince, heldUntil }: ReservationFacts): Term | undefined {
  if (decision !== 'Held' || heldSince === undefined || heldUntil === undefined) return undefined
  return { since: milliseconds(heldSince), until: milliseconds(heldUntil) }
}

/** The reservation with a later end; undefined if the end is not later. Ends are compared in whole seconds, as they are stored. */
function endLater(
  reservation: ReservationFacts,
  { term, end }: { term: Term; end: number },
): ReservationFacts | undefined {
  const heldUntil = timestamp(end)
  return milliseconds(heldUntil) > term.until ? { ...reservation, heldUntil } : undefined
}
