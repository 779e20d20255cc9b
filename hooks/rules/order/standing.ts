import type { Ledger } from '../ledger.ts'
import { isForGood, type Reason, type Reservation } from '../reservation.ts'
import { awaited } from './awaited.ts'

/** Where an order stands, and what that means for its money and its tickets. */
export interface Standing extends Reason {
  payment: 'PENDING' | 'CONFIRMED' | 'REJECTED'
  /** Whether what is paid buys tickets, now or once it is sold; otherwise all of it is to be refunded. */
  buysTickets: boolean
  /** Whether there is evidence that its tickets must go. */
  ticketsGo: boolean
}

/** What is known of an order when its standing is asked for. Amounts are in minor units. */
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
  reservation: Reservation | undefined
  /** How many tickets exist. */
  tickets: number
  /** How many of them may have been created for a later reservation than the visible one. */
  unjudged: number
  /** The standing that was reported last. */
  previous: { payment: Standing['payment']; reason?: string | undefined; message?: string | undefined }
}

/**
 * The standing of an order: the reservation decides, this reports it. Without one, the last standing stays. While a
 * ticket exists that may be newer than the reservation, an order does not become pending or refused again.
 */
export function standingOf(facts: Facts): Standing {
  if (facts.cancelled) return rejected({ reason: 'Cancelled', message: 'The order was cancelled' }, true)
  const standing = facts.reservation === undefined ? unreserved(facts) : reserved(facts, facts.reservation)
  return isContradicted(standing, facts) ? confirmed(facts) : standing
}

/**
 * Whether this answer confirms the order. Its tickets are created before its status is written, so the status counts them
 * as existing. A ticket that a later answer misses could not be created.
 */
export function confirms({ payment }: Standing, { previous }: Facts): boolean {
  return payment === 'CONFIRMED' && previous.payment !== 'CONFIRMED'
}

/** A view of the reservation that may be older than the tickets: they exist only because the order was sold since. */
function isContradicted(
  { payment, ticketsGo }: Standing,
  { quantity, unjudged, previous, reservation }: Facts,
): boolean {
  if (quantity === 0 || unjudged === 0) return false
  if (payment === 'PENDING') return true
  // A lapsed order never had tickets. Nor had a refused one, unless its plan was recreated.
  if (reservation?.decision === 'Released') return !ticketsGo
  return reservation?.decision === 'Refused' && previous.payment === 'CONFIRMED'
}

function reserved(facts: Facts, { decision, reason, message }: Reservation): Standing {
  switch (decision) {
    case 'Sold':
      return confirmed(facts)
    case 'Held':
      return pending(awaited(facts), true)
    case 'Waitlisted':
      return pending({ reason: 'Waitlisted', message: message ?? 'Waitlisted' }, false)
    case 'Refused':
    case 'Released':
      return rejected({ reason: reason ?? decision, message: message ?? decision }, isForGood(reason))
  }
}

function unreserved(facts: Facts): Standing {
  const { payment, reason = 'Rejected', message = 'The order was rejected' } = facts.previous
  if (payment === 'CONFIRMED') return confirmed(facts)
  if (payment === 'REJECTED') return rejected({ reason, message }, false)
  const why = `Waiting for the box office to decide (does plan "${facts.planRef}" exist?)`
  return pending({ reason: 'Reserving', message: why }, false)
}

function confirmed({ free }: Facts): Standing {
  const why = free
    ? { reason: 'FreeOrder', message: 'Nothing to pay' }
    : { reason: 'PaymentReceived', message: 'The payment was received' }
  return { payment: 'CONFIRMED', ...why, buysTickets: true, ticketsGo: false }
}

function pending(why: Reason, buysTickets: boolean): Standing {
  return { payment: 'PENDING', ...why, buysTickets, ticketsGo: false }
}

function rejected(why: Reason, ticketsGo: boolean): Standing {
  return { payment: 'REJECTED', ...why, buysTickets: false, ticketsGo }
}
