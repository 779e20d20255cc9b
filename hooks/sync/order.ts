import { type Ledger, ledgerOf } from '../rules/ledger.ts'
import { priceInMinorUnits } from '../rules/money.ts'
import { type Facts, type Standing, standingOf } from '../rules/standing.ts'
import { keptTickets, missingTickets, type ObservedTicket } from '../rules/tickets.ts'
import { keys } from '../schema/envelope.ts'
import type { OrderRequest, OrderResponse } from '../schema/hooks.ts'
import type { Order } from '../schema/order.ts'
import type { ReservationSpec } from '../schema/reservation.ts'
import type { Ticket } from '../schema/ticket.ts'
import { keptPayment, ticket } from './order-children.ts'
import { orderStatus } from './order-status.ts'

/** Order + Reservation + Payments → Tickets, and what has become of the order. */
export function syncOrder(request: OrderRequest, now: number): OrderResponse {
  const { parent } = request
  const tickets = Object.values(request.children[keys.ticket]).map(observed)
  const facts = factsOf(request, tickets)
  const standing = standingOf(facts)
  const { kept, missing } = ticketsOf(parent, { tickets, standing, reservation: facts.reservation })
  const payments = Object.values(request.children[keys.payment]).map(({ metadata }) => keptPayment(metadata))
  return {
    status: orderStatus(parent, { facts, standing, missing: missing.length, now }),
    children: [...payments, ...[...kept, ...missing].map(name => ticket(name, parent.metadata))],
    ...(missing.length > 0 && { resyncAfterSeconds: 15 }),
  }
}

function observed({ metadata: { name, deletionTimestamp }, spec }: Ticket): ObservedTicket {
  return { name, assigned: spec.attendee !== undefined, leaving: deletionTimestamp !== undefined }
}

function factsOf({ parent, children, related }: OrderRequest, tickets: ObservedTicket[]): Facts {
  const { metadata, spec, status } = parent
  const reservation = Object.values(related[keys.reservation]).find(({ spec }) => spec.orderUid === metadata.uid)?.spec
  const currency = reservation?.currency ?? status?.currency
  const ledger: Ledger = ledgerOf(
    Object.values(children[keys.payment]).map(payment => payment.spec),
    currency,
  )
  const quantity = Math.min(spec.quantity, reservation?.quantity ?? spec.quantity)
  return {
    planRef: spec.planRef,
    free: spec.price === 0,
    quantity: spec.quantity,
    cancelled: spec.cancelled === true,
    total: (priceInMinorUnits(spec.price, currency ?? '') ?? 0n) * BigInt(quantity),
    currency,
    ledger,
    reservation,
    tickets: tickets.filter(({ leaving }) => !leaving).length,
    previous: status ?? { payment: 'PENDING' },
  }
}

/** Which tickets stay, and which are to be made. They go on evidence only; they are made only for what is sold. */
function ticketsOf(
  { metadata, spec }: Order,
  of: { tickets: ObservedTicket[]; standing: Standing; reservation: ReservationSpec | undefined },
): { kept: string[]; missing: string[] } {
  if (of.standing.ticketsGo) return { kept: [], missing: [] }
  const kept = keptTickets(of.tickets, spec.quantity)
  if (of.reservation?.decision !== 'Sold') return { kept, missing: [] }
  const quantity = Math.min(spec.quantity, of.reservation.quantity)
  return { kept, missing: missingTickets(metadata, { kept, observed: of.tickets, quantity }) }
}
