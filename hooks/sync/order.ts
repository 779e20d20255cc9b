import { endOfHold } from '../rules/hold.ts'
import { ledgerOf } from '../rules/ledger.ts'
import { priceInMinorUnits } from '../rules/money.ts'
import { type Facts, standingOf } from '../rules/standing.ts'
import type { ObservedTicket, Tickets } from '../rules/tickets.ts'
import { keys } from '../schema/envelope.ts'
import type { OrderRequest, OrderResponse } from '../schema/hooks.ts'
import type { Ticket } from '../schema/ticket.ts'
import { generationAnnotation, keptPayment, newTicket, ticket } from './order-children.ts'
import { orderStatus } from './order-status.ts'
import { orderTickets } from './order-tickets.ts'
import { StaleViewError } from './stale-view.ts'

/**
 * Order + Reservation + Payments → Tickets, and what has become of the order.
 * Throws a StaleViewError when the order is an older one than its reservation or a ticket was made for.
 */
export function syncOrder(request: OrderRequest, now: number): OrderResponse {
  const { parent, children } = request
  const observed = Object.values(children[keys.ticket])
  const tickets = observed.map(observedTicket)
  const facts = factsOf(request, { tickets, now })
  refuseStaleView(request, { observed, answered: facts.reservation?.orderGeneration })
  const standing = standingOf(facts)
  const made = orderTickets(parent, { tickets, standing, reservation: facts.reservation })
  const payments = Object.values(children[keys.payment]).map(({ metadata }) => keptPayment(metadata))
  const { kept, missing } = made
  return {
    status: orderStatus(parent, { facts, standing, tickets: made }),
    children: [
      ...payments,
      ...kept.map(name => ticket(name, parent.metadata)),
      ...missing.map(name => newTicket(name, parent.metadata)),
    ],
    ...resyncAfter(facts, made),
  }
}

/** A missing ticket is tried again; a hold ends at its time. */
function resyncAfter(facts: Facts, { missing }: Tickets): { resyncAfterSeconds?: number } {
  const end = endOfHold(facts)
  const waits = missing.length > 0 ? [15] : []
  if (end !== undefined && end > facts.now) waits.push(Math.max(1, Math.ceil((end - facts.now) / 1000)))
  return waits.length > 0 ? { resyncAfterSeconds: Math.min(...waits) } : {}
}

function refuseStaleView(
  {
    parent: {
      metadata: { name, generation = 0 },
    },
  }: OrderRequest,
  { observed, answered = 0 }: { observed: readonly Ticket[]; answered: number | undefined },
): void {
  // People can write annotations too: what is no number tells nothing.
  const made = observed.map(({ metadata: { annotations } }) => Number(annotations?.[generationAnnotation]) || 0)
  const newest = Math.max(answered, ...made)
  if (generation >= newest) return
  throw new StaleViewError(`Cannot judge order "${name}" of generation ${generation}: it must be ${newest}`)
}

function observedTicket({ metadata: { name, deletionTimestamp }, spec }: Ticket): ObservedTicket {
  return { name, assigned: spec.attendee !== undefined, leaving: deletionTimestamp !== undefined }
}

function factsOf({ parent, children, related }: OrderRequest, of: { tickets: ObservedTicket[]; now: number }): Facts {
  const { metadata, spec, status } = parent
  const reservation = Object.values(related[keys.reservation]).find(({ spec }) => spec.orderUid === metadata.uid)?.spec
  const currency = reservation?.currency ?? status?.currency
  const entries = Object.values(children[keys.payment]).map(payment => payment.spec)
  const quantity = Math.min(spec.quantity, reservation?.quantity ?? spec.quantity)
  return {
    planRef: spec.planRef,
    free: spec.price === 0,
    quantity: spec.quantity,
    cancelled: spec.cancelled === true,
    total: (priceInMinorUnits(spec.price, currency ?? '') ?? 0n) * BigInt(quantity),
    currency,
    ledger: ledgerOf(entries, currency),
    reservation,
    now: of.now,
    tickets: of.tickets.filter(({ leaving }) => !leaving).length,
    previous: status ?? { payment: 'PENDING' },
  }
}
