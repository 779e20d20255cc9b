import type { Reservation } from '../reservation.ts'
import { type Case, decideOrder, type Rule } from './decide.ts'
import type { Desk } from './desk.ts'

/** What is stored of an order, or what one rule says of it. */
export interface Step {
  rule: Rule | 'stored'
  finding: string
}

/** Of a rule that was asked and had nothing to say. */
export const nothingToDo = 'Nothing to do'

/** When each rule says something, and what. */
export const asked: Record<Rule, string> = {
  'stale view':
    'The order is seen as it was before its last answer, or before its reservation went: nothing is decided until the watch has caught up',
  deleting: 'The order is being deleted: it gets no reservation',
  reinstate: 'The order was decided before and has no reservation: it gets that back',
  price: 'The order has no reservation: its price is checked, and what is free is held for it',
  audit: 'Another order has a better right to a seat, or has used up the coupon',
  release: 'The order was cancelled, or refunded in full: what it has is released',
  lapse: 'The time to pay is over: the hold lapses',
  shrink: 'The order asks for less: the rest is released',
  sell: 'The hold is paid for, or free, and the watch has reached it: it is sold',
  limit: 'The plan or coupon became scarce: the hold gets an end',
  grant: 'The order asks for more, or waits: what is free is granted, and the message says what is not',
  adopt: 'The plan owns the reservation: it is given to its order',
  none: 'Nothing changes',
}

const inOrder: readonly Rule[] = ['audit', 'release', 'lapse', 'shrink', 'sell', 'limit', 'grant', 'adopt', 'none']

/** What is stored of an order, which rules were asked and had nothing to say, and what the one that decided says. */
export function explainOrder(someone: Case, desk: Desk): Step[] {
  const { rule, reservation } = decideOrder(someone, desk)
  const before: Step = { rule: 'stored', finding: describe(someone.stored?.reservation) }
  const silent = inOrder.slice(0, Math.max(0, inOrder.indexOf(rule)))
  const steps = silent.map(rule => ({ rule, finding: nothingToDo }))
  const decided = reservation === undefined ? asked[rule] : `${asked[rule]} → ${describe(reservation)}`
  return [before, ...steps, { rule, finding: decided }]
}

/** A reservation in words, as "Held, 2 tickets, seats 3, 4, until 2026-11-20T08:15:00Z". */
export function describe(reservation: Reservation | undefined): string {
  if (reservation === undefined) return 'no reservation'
  const { decision, reason, message, quantity, seats, heldUntil } = reservation
  const parts = [
    `${decision}${reason === undefined ? '' : ` ${reason}`}, ${quantity} ${quantity === 1 ? 'ticket' : 'tickets'}`,
    ...(seats === undefined ? [] : [`${seats.length === 1 ? 'seat' : 'seats'} ${seats.join(', ')}`]),
    ...(heldUntil === undefined ? [] : [`until ${heldUntil}`]),
    ...(message === undefined ? [] : [`"${message}"`]),
  ]
  return parts.join(', ')
}
