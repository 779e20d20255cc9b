import { isSame, type Reason, type ReservationFacts, type Stored, withoutHold } from '../reservation.ts'
import { milliseconds, timestamp } from '../time.ts'
import { type Desk, type OpenDesk, openDesk } from './desk.ts'
import { grantMore } from './hold/grant-more.ts'
import { lapseHold, sellHold } from './hold/life.ts'
import { serveWaiting } from './hold/reconsider.ts'
import { releaseEnded, shrinkHold } from './hold/release.ts'
import { keepEnd, keepForAnnouncedMoney, limitHold, prolongHold } from './hold/term.ts'
import { decideNewOrder } from './new-order.ts'
import type { OrderFacts } from './order.ts'
import { exhaustedReason } from './price.ts'
import { reinstateOrder } from './reinstate.ts'

/** One order at the desk, and its stored reservation. */
export interface Case {
  order: OrderFacts
  stored?: Stored | undefined
  /**
   * The resourceVersion that the watch of the reservations had reached when it showed no reservation of this order. It is at
   * least the version of the order.
   */
  unreservedSince?: bigint
}

/** An order at the desk with its reservation. Fields that an older version did not store are derived (`complete`). */
interface Judged {
  order: OrderFacts
  stored: Stored
  desk: Desk
}

/** The rules of the box office in order of precedence. The first rule that changes the reservation decides. */
const rules = {
  audit: auditHold,
  release: ({ order, stored }: Judged) => releaseEnded(order, stored.reservation),
  prolong: atOpenDesk(prolongHold),
  announce: atOpenDesk(keepForAnnouncedMoney),
  lapse: ({ order, stored, desk }: Judged) => lapseHold(order, stored.reservation, desk.now),
  shrink: ({ order, stored }: Judged) => shrinkHold(order, stored.reservation),
  sell: ({ order, stored, desk }: Judged) => sellHold(order, stored, desk),
  limit: atOpenDesk(limitHold),
  grant: ({ order, stored, desk }: Judged) => grantMore(order, stored.reservation, desk),
} satisfies Record<string, (judged: Judged) => ReservationFacts | undefined>

const inTurn = Object.entries(rules) as [keyof typeof rules, (judged: Judged) => ReservationFacts | undefined][]

/** The rule that decided, or the reason why no rule was applied. */
export type RuleName = keyof typeof rules | 'reinstate' | 'price' | 'adopt' | 'deleting' | 'stale view' | 'none'

/** The reservation to write for an order, and the rule that changed it. Without a reservation, nothing is written. */
export interface Ruling {
  rule: RuleName
  reservation?: ReservationFacts
}

/** Decides on one order. A decision applies one rule. Another rule may apply once this decision is stored. */
export function decideOrder(atDesk: Case, desk: Desk): Ruling {
  const { order, stored } = atDesk
  if (stored === undefined) return decideNew(atDesk, desk)
  const { orderGeneration = 0 } = stored.reservation
  // The reservation decides a later generation of the order than this view shows, so the view is stale.
  if (order.generation < orderGeneration) return { rule: 'stale view' }
  const known = complete({ order, stored, desk })
  const judged = { order, stored: known, desk }
  for (const [rule, judge] of inTurn) {
    const reservation = judge(judged)
    if (reservation !== undefined && !isSame(known.reservation, reservation)) return ruling(rule, order, reservation)
  }
  return stored.isOwned ? { rule: 'none' } : ruling('adopt', order, known.reservation)
}

function decideNew({ order, unreservedSince = 0n }: Case, desk: Desk): Ruling {
  if (order.deleting) return { rule: 'deleting' }
  // The reservation may be missing because its order was deleted too: only a newer view of the orders tells.
  const isSold = order.status.payment === 'CONFIRMED'
  if (isSold && desk.reached.orders < unreservedSince) return { rule: 'stale view' }
  const past = reinstateOrder(order, desk)
  if (past !== undefined) return ruling('reinstate', order, past)
  const answer = decideNewOrder(order, desk)
  return answer === undefined ? { rule: 'price' } : ruling('price', order, answer)
}

function ruling(rule: RuleName, { generation }: OrderFacts, reservation: ReservationFacts): Ruling {
  return { rule, reservation: { ...reservation, orderGeneration: generation } }
}

/** Adds the fields that 0.2.0 did not store, derived from the fields that it stored. */
function complete({ order, stored, desk }: Judged): Stored {
  if (stored.isOwned) return stored
  const { planRef = order.planRef, heldUntil, heldSince = holdStart(heldUntil, desk), ...rest } = stored.reservation
  const term = { ...(heldUntil !== undefined && { heldUntil }), ...(heldSince !== undefined && { heldSince }) }
  return { ...stored, reservation: { ...rest, planRef, ...term } }
}

/** The start of a hold, computed from its end; undefined without its plan. */
function holdStart(heldUntil: string | undefined, { plan }: Desk): string | undefined {
  if (heldUntil === undefined || plan === undefined) return undefined
  return timestamp(milliseconds(heldUntil) - plan.holdMinutes * 60_000)
}

const seatTaken: Reason = { reason: 'NoSeats', message: 'Waitlisted: another order held these seats first' }

/**
 * Takes the seats or the coupon from a hold if another hold has a better right to them. Decides nothing until the watch of
 * the reservations reaches the hold: until then the view of the other holds is older, and they may have released the seats.
 */
function auditHold({ order, stored: { reservation, version }, desk }: Judged): ReservationFacts | undefined {
  if (version > desk.reached.reservations) return undefined
  const challenge = desk.stock.challengeOf(order.name, desk.coupon)
  if (challenge === undefined || challenge === 'contested') return undefined
  if (challenge === 'coupon') return withoutHold(reservation, 'Refused', exhaustedReason(order))
  // The seats of this hold still count as taken here, so its order gets other seats or waits.
  return keepEnd(reservation, serveWaiting(order, withoutHold(reservation, 'Waitlisted', seatTaken), desk))
}

type OpenRule = (order: OrderFacts, reservation: ReservationFacts, desk: OpenDesk) => ReservationFacts | undefined

/** Wraps a rule so that it decides nothing while the plan does not exist. */
function atOpenDesk(rule: OpenRule): (judged: Judged) => ReservationFacts | undefined {
  return ({ order, stored, desk }) => {
    const open = openDesk(desk)
    return open && rule(order, stored.reservation, open)
  }
}
