import type { Ledger } from '../ledger.ts'
import { isFinalReason, type Reason, type ReservationFacts } from '../reservation.ts'
import { pendingReason } from './pending-reason.ts'

/** The standing of an order, and its consequences for money and tickets. */
export interface Standing extends Reason {
  payment: 'PENDING' | 'CONFIRMED' | 'REJECTED'
  /** Whether the money buys tickets, now or after the sale of the hold; otherwise all of it must be refunded. */
  buysTickets: boolean
  /** Whether there is evidence that its tickets must be deleted. */
  deletesTickets: boolean
}

/** The facts that the standing of an order is derived from. Amounts are in minor units. */
export interface Facts {
  planRef: string
  /** Whether its tickets cost nothing. */
  free: boolean
  quantity: number
  cancelled: boolean
  total: bigint
  currency: string | undefined
  ledger: Ledger
  /** The amount paid before the order was placed, which buys nothing. */
  paidEarly: bigint
  reservation: ReservationFacts | undefined
  /** The number of existing tickets. */
  tickets: number
  /** The number of them that may have been created for a later reservation than the visible one. */
  unjudged: number
  /** The standing that was reported last. */
  previous: { payment: Standing['payment']; reason?: string | undefined; message?: string | undefined }
}

/**
 * The standing of an order, which reports the decision of its reservation. Without a reservation, the last standing stays. An
 * order with a ticket that may be newer than the visible reservation becomes neither pending nor refused.
 */
export function standingOf(facts: Facts): Standing {
  if (facts.cancelled) return rejectedStanding({ reason: 'Cancelled', message: 'The order was cancelled' }, true)
  const standing =
    facts.reservation === undefined ? unreservedStanding(facts) : reservedStanding(facts, facts.reservation)
  return isContradicted(standing, facts) ? confirmedStanding(facts) : standing
}

/**
 * Whether this answer confirms the order. The engine creates the tickets before it writes the status, so the status counts
 * them as existing. If a later request lacks a ticket, the engine could not create it.
 */
export function isConfirming({ payment }: Standing, { previous }: Facts): boolean {
  return payment === 'CONFIRMED' && previous.payment !== 'CONFIRMED'
}

/** Whether tickets contradict the standing: a ticket that may be newer than the reservation exists only after a sale. */
function isContradicted(
  { payment, deletesTickets }: Standing,
  { quantity, unjudged, previous, reservation }: Facts,
): boolean {
  if (quantity === 0 || unjudged === 0) return false
  if (payment === 'PENDING') return true
  // A lapsed order never had tickets. Nor had a refused one, unless its plan was recreated.
  if (reservation?.decision === 'Released') return !deletesTickets
  return reservation?.decision === 'Refused' && previous.payment === 'CONFIRMED'
}

function reservedStanding(facts: Facts, { decision, reason, message }: ReservationFacts): Standing {
  switch (decision) {
    case 'Sold':
      return confirmedStanding(facts)
    case 'Held':
      return pendingStanding(pendingReason(facts), true)
    case 'Waitlisted':
      return pendingStanding({ reason: 'Waitlisted', message: message ?? 'Waitlisted' }, false)
    case 'Refused':
    case 'Released':
      return rejectedStanding({ reason: reason ?? decision, message: message ?? decision }, isFinalReason(reason))
  }
}

function unreservedStanding(facts: Facts): Standing {
  const { payment, reason = 'Rejected', message = 'The order was rejected' } = facts.previous
  if (payment === 'CONFIRMED') return confirmedStanding(facts)
  if (payment === 'REJECTED') return rejectedStanding({ reason, message }, false)
  const why = `Waiting for the box office to decide (does plan "${facts.planRef}" exist?)`
  return pendingStanding({ reason: 'Reserving', message: why }, false)
}

function confirmedStanding({ free }: Facts): Standing {
  const why = free
    ? { reason: 'FreeOrder', message: 'Nothing to pay' }
    : { reason: 'PaymentReceived', message: 'The payment was received' }
  return { payment: 'CONFIRMED', ...why, buysTickets: true, deletesTickets: false }
}

function pendingStanding(why: Reason, buysTickets: boolean): Standing {
  return { payment: 'PENDING', ...why, buysTickets, deletesTickets: false }
}

function rejectedStanding(why: Reason, deletesTickets: boolean): Standing {
  return { payment: 'REJECTED', ...why, buysTickets: false, deletesTickets }
}
