import { amountsField } from '../../rules/amounts-text.ts'
import { decimal } from '../../rules/money.ts'
import { amountsDisputed, amountsDue, isUndecided } from '../../rules/order/refund.ts'
import { type Facts, isConfirming, type Standing } from '../../rules/order/standing.ts'
import type { Tickets } from '../../rules/order/tickets.ts'
import { orderLabel } from '../../schema/crd/kind.ts'
import type { Order } from '../../schema/order/order.ts'
import type { OrderStatus } from '../../schema/order/order-status.ts'
import { conditionsOf } from '../conditions.ts'
import { orderFindings } from './findings.ts'
import { poolOf } from './tickets.ts'

/** The whole status of an order, since Metacontroller replaces it. */
export function orderStatus(
  parent: Order,
  of: { facts: Facts; standing: Standing; tickets: Tickets; now: number },
): OrderStatus {
  const { standing, tickets } = of
  const created = countCreated(of)
  const facts = { ...of.facts, tickets: of.facts.tickets + created }
  const { currency, reservation, ledger } = facts
  const amount = (minor: bigint) => decimal(minor, currency ?? '')
  const heldUntil = reservation?.decision === 'Held' ? reservation.heldUntil : undefined
  return {
    payment: standing.payment,
    quantity: facts.tickets,
    labelSelector: `${orderLabel}=${parent.metadata.name}`,
    reason: standing.reason,
    message: standing.message,
    total: amount(facts.total),
    paid: amount(ledger.paid),
    ...(ledger.pending > 0n && { pending: amount(ledger.pending) }),
    ...amountsInDoubt(facts, standing),
    ...(currency !== undefined && { currency }),
    ...(heldUntil !== undefined && { expiresAt: heldUntil }),
    ...seatsOf(tickets, poolOf(parent, reservation)),
    conditions: conditionsOf(orderFindings(facts, standing, tickets.missing.length - created), { parent, now: of.now }),
  }
}

/** The money that is due back to the buyer, and the money that the buyer disputes. */
function amountsInDoubt(facts: Facts, { buysTickets }: Standing): Pick<OrderStatus, 'refundDue' | 'disputed'> {
  const { ledger, total, currency } = facts
  const due = isUndecided(facts) ? [] : amountsDue(buysTickets, ledger, { total, currency })
  const refundDue = amountsField(due, currency)
  const disputed = amountsField(amountsDisputed(ledger, currency), currency)
  return { ...(refundDue !== undefined && { refundDue }), ...(disputed !== undefined && { disputed }) }
}

/** The number of tickets that this answer creates. The engine creates them before it writes the status that confirms an order. */
function countCreated({ facts, standing, tickets }: { facts: Facts; standing: Standing; tickets: Tickets }): number {
  return isConfirming(standing, facts) ? tickets.missing.length : 0
}

/** The seats that an order keeps, and their pool. */
function seatsOf({ seats = [] }: Tickets, poolRef: string | undefined): Pick<OrderStatus, 'seats' | 'poolRef'> {
  return seats.length === 0 ? {} : { seats, ...(poolRef !== undefined && { poolRef }) }
}
