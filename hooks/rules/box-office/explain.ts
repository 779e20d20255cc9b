import type { ReservationFacts } from '../reservation.ts'
import { type Case, decideOrder, type RuleName } from './decide.ts'
import type { Desk } from './desk.ts'

/** The stored reservation of an order, or the finding of one rule. */
export interface Step {
  rule: RuleName | 'stored'
  finding: string
}

/** The finding of a rule that changes nothing. */
export const nothingToDo = 'Nothing to do'

/** For each rule: the state of an order in which this rule decides, and the decision. */
export const findings: Record<RuleName, string> = {
  'stale view':
    'The view of the order is stale: its reservation was written or deleted later. The box office decides once its watch has caught up',
  deleting: 'The order is being deleted: it gets no reservation',
  reinstate: 'The status of the order shows a decision, but its reservation is missing: the box office reinstates it',
  price: 'The order has no reservation: the box office checks its price, and holds its seats if enough are free',
  audit: 'Another order has a better right to a seat, or has used up the coupon',
  release: 'The order was cancelled, or refunded in full: its hold is released',
  prolong: 'The order asks for more time, within the limit of its plan: the hold ends later',
  announce: 'A gateway has announced the money, or the announcement has failed: the hold gets a new end',
  lapse: 'The time to pay is over: the hold lapses',
  shrink: 'The order asks for fewer tickets: the others are released',
  sell: 'The hold is free or paid in full, and the watch has reached it: it is sold',
  limit: 'The plan or coupon became scarce: the hold gets an end',
  grant: 'The order asks for tickets that it does not hold: it gets all of them, or a message with the reason why not',
  adopt: 'The plan owns the reservation: its order becomes the owner',
  none: 'Nothing changes',
}

const inOrder: readonly RuleName[] = [
  'audit',
  'release',
  'prolong',
  'announce',
  'lapse',
  'shrink',
  'sell',
  'limit',
  'grant',
  'adopt',
  'none',
]

/** The stored reservation of an order, the rules that changed nothing, and the finding of the one that decided. */
export function explainOrder(atDesk: Case, desk: Desk): Step[] {
  const { rule, reservation } = decideOrder(atDesk, desk)
  const before: Step = { rule: 'stored', finding: describe(atDesk.stored?.reservation) }
  const silent = inOrder.slice(0, Math.max(0, inOrder.indexOf(rule)))
  const steps = silent.map(rule => ({ rule, finding: nothingToDo }))
  const decided = reservation === undefined ? findings[rule] : `${findings[rule]} → ${describe(reservation)}`
  return [before, ...steps, { rule, finding: decided }]
}

/** A reservation in words, such as "Held, 2 tickets, seats 3, 4, until 2026-11-20T08:15:00Z". */
export function describe(reservation: ReservationFacts | undefined): string {
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
