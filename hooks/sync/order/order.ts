import { ledgerOf } from '../../rules/ledger.ts'
import { priceInMinorUnits } from '../../rules/money.ts'
import { type Facts, standingOf } from '../../rules/order/standing.ts'
import type { ObservedTicket } from '../../rules/order/tickets.ts'
import { keys } from '../../schema/envelope.ts'
import type { OrderRequest, OrderResponse } from '../../schema/hooks.ts'
import type { Reservation, ReservationSpec } from '../../schema/reservation.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { keptChild, newTicket, ticket } from './children.ts'
import { entriesOf } from './entries.ts'
import { putOffSale, putOffUndecided } from './put-off.ts'
import { orderResync } from './resync.ts'
import { isMadeFor, refuseStaleView, versionOf } from './stale-view.ts'
import { orderStatus } from './status.ts'
import { orderTickets } from './tickets.ts'

/**
 * Order + Reservation + Payments → Tickets and the status of the order.
 * Throws a PutOffError while the box office is about to decide, and when the view of the order, or of its reservation, is stale.
 */
export function syncOrder(request: OrderRequest, now: number): OrderResponse {
  const { parent, children } = request
  const observed = Object.values(children[keys.ticket])
  const stored = reservationOf(request)
  refuseStaleView({ parent, stored, observed })
  putOffUndecided(request, now)
  putOffSale(request, { reservation: stored, now })
  const tickets = observed.map(ticket => observedTicket(ticket, stored))
  const facts = factsOf(request, { tickets, reservation: stored?.spec })
  const standing = standingOf(facts)
  const made = orderTickets(parent, { tickets, standing, reservation: stored?.spec })
  const payments = Object.values(children[keys.payment]).map(({ metadata }) => keptChild('Payment', metadata))
  const reservations = Object.values(children[keys.reservation]).map(({ metadata }) =>
    keptChild('Reservation', metadata),
  )
  const { kept, missing } = made
  return {
    status: orderStatus(parent, { facts, standing, tickets: made, now }),
    children: [
      ...payments,
      ...reservations,
      ...kept.map(name => ticket(name, parent.metadata)),
      ...missing.map(name => newTicket(name, parent.metadata, versionOf(stored))),
    ],
    ...orderResync(facts, { standing, missing: missing.length }),
  }
}

/** The reservation of this very order. */
function reservationOf({ parent, children }: OrderRequest): Reservation | undefined {
  return Object.values(children[keys.reservation]).find(({ spec }) => spec.orderUid === parent.metadata.uid)
}

function observedTicket(ticket: Ticket, reservation: Reservation | undefined): ObservedTicket {
  const { name, deletionTimestamp } = ticket.metadata
  return {
    name,
    assigned: ticket.spec.attendee !== undefined,
    leaving: deletionTimestamp !== undefined,
    judged: reservation !== undefined && isMadeFor(ticket, reservation),
  }
}

function factsOf(
  { parent, children }: OrderRequest,
  of: { tickets: ObservedTicket[]; reservation: ReservationSpec | undefined },
): Facts {
  const { spec, status } = parent
  const { reservation } = of
  const staying = of.tickets.filter(({ leaving }) => !leaving)
  const currency = reservation?.currency ?? status?.currency
  const { counted, early } = entriesOf(Object.values(children[keys.payment]), parent.metadata)
  const quantity = Math.min(spec.quantity, reservation?.quantity ?? spec.quantity)
  return {
    planRef: spec.planRef,
    free: spec.price === 0,
    quantity: spec.quantity,
    cancelled: spec.cancelled === true,
    total: (priceInMinorUnits(spec.price, currency ?? '') ?? 0n) * BigInt(quantity),
    currency,
    ledger: ledgerOf(counted, currency),
    paidEarly: ledgerOf(early, currency).paid,
    reservation,
    tickets: staying.length,
    unjudged: staying.filter(({ judged }) => !judged).length,
    previous: status ?? { payment: 'PENDING' },
  }
}
