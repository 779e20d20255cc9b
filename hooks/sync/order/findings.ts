import { isUndecided, refundDue } from '../../rules/order/refund.ts'
import type { Facts, Standing } from '../../rules/order/standing.ts'
import { isHolding } from '../../rules/reservation.ts'
import { conditionStatus, type Finding } from '../conditions.ts'
import { paidFinding } from './paid-finding.ts'
import { retrySeconds } from './tickets.ts'

/** The conditions of an order, without times; Disputed only if there was a dispute. */
export function orderFindings(facts: Facts, standing: Standing, missing: number): Finding[] {
  return [
    reservedFinding(facts, standing),
    paidFinding(facts),
    ticketedFinding(facts, standing, missing),
    refundFinding(facts, standing),
    ...disputedFindings(facts),
  ]
}

function reservedFinding({ reservation }: Facts, standing: Standing): Finding {
  const type = 'Reserved'
  if (reservation === undefined) {
    return { type, status: 'Unknown', reason: 'Reserving', message: 'The order has no reservation' }
  }
  const { decision, message = standing.message } = reservation
  return { type, status: conditionStatus(isHolding(reservation)), reason: decision, message }
}

function ticketedFinding(
  { tickets, quantity, reservation }: Facts,
  { payment, message }: Standing,
  missing: number,
): Finding {
  const type = 'Ticketed'
  if (payment !== 'CONFIRMED') return { type, status: 'False', reason: 'NotConfirmed', message }
  if (missing === 0 && tickets < quantity) {
    const why = reservation?.message ?? 'the box office has not reserved the others'
    const short = `${existingText(tickets, quantity)}; ${why}`
    return { type, status: 'False', reason: 'TicketsNotReserved', message: short }
  }
  if (missing === 0) return { type, status: 'True', reason: 'TicketsMade', message: existingText(tickets, tickets) }
  return {
    type,
    status: 'False',
    reason: 'TicketsMissing',
    message: `${partOfTickets(missing, tickets + missing)} could not be created; retrying every ${retrySeconds} s (check ResourceQuota)`,
  }
}

/** "1 of 2 tickets exists". */
function existingText(part: number, all: number): string {
  return `${partOfTickets(part, all)} ${part === 1 ? 'exists' : 'exist'}`
}

/** "1 of 2 tickets". */
function partOfTickets(part: number, all: number): string {
  return `${part} of ${all} ${all === 1 ? 'ticket' : 'tickets'}`
}

function refundFinding(facts: Facts, { buysTickets }: Standing): Finding {
  const type = 'RefundDue'
  const { ledger, total, currency } = facts
  if (isUndecided(facts)) {
    return {
      type,
      status: 'Unknown',
      reason: 'Deciding',
      message: 'Waiting for the box office to decide what the money buys',
    }
  }
  const due = refundDue(buysTickets, ledger, { total, currency })
  if (due === undefined) return { type, status: 'False', reason: 'NothingDue', message: 'Nothing to refund' }
  return { type, status: 'True', reason: 'RefundDue', message: `Refund ${due}` }
}

function disputedFindings({ ledger }: Facts): Finding[] {
  const type = 'Disputed'
  if (ledger.dispute === 'none') return []
  if (ledger.dispute === 'settled') {
    return [{ type, status: 'False', reason: 'ReversalCanceled', message: 'The dispute is settled' }]
  }
  const message = 'The buyer disputes the payment; if the dispute is lost, set spec.cancelled to true'
  return [{ type, status: 'True', reason: 'Reversed', message }]
}
