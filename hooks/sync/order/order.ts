import { standingOf } from '../../rules/order/standing.ts'
import { keys } from '../../schema/envelope.ts'
import type { OrderRequest, OrderResponse } from '../../schema/hooks.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { keptChild, keptTicket, newTicket } from './children.ts'
import { putOffSale, putOffUndecided } from './put-off.ts'
import { refuseStaleView, reservationVersion } from './stale-view.ts'
import { deriveFacts } from './standing-facts.ts'
import { orderStatus } from './status.ts'
import { observeTicket, orderTickets, scheduleRetry } from './tickets.ts'

/**
 * Order + Reservation + Payments → Tickets and the status of the order, step by step. Throws a PutOffError, which becomes a
 * 429, while the box office is about to decide, and if the view of the order or of its reservation is stale.
 */
export function syncOrder(request: OrderRequest, now: number): OrderResponse {
  const { parent, children } = request
  const observed = Object.values(children[keys.ticket])
  const stored = reservationOf(request)
  refuseStaleView({ parent, stored, observed })
  putOffUndecided(request, now)
  putOffSale(request, { reservation: stored, now })
  const existing = observed.map(ticket => observeTicket(ticket, stored))
  const facts = deriveFacts(request, { tickets: existing, reservation: stored?.spec })
  const standing = standingOf(facts)
  const tickets = orderTickets(parent, { tickets: existing, standing, reservation: stored?.spec })
  const payments = Object.values(children[keys.payment]).map(({ metadata }) => keptChild('Payment', metadata))
  const reservations = Object.values(children[keys.reservation]).map(({ metadata }) =>
    keptChild('Reservation', metadata),
  )
  const { kept, missing } = tickets
  return {
    status: orderStatus(parent, { facts, standing, tickets, now }),
    children: [
      ...payments,
      ...reservations,
      ...kept.map(name => keptTicket(name, parent)),
      ...missing.map(name => newTicket(name, parent, reservationVersion(stored))),
    ],
    ...scheduleRetry(facts, { standing, missing: missing.length }),
  }
}

/** The reservation of this very order. */
function reservationOf({ parent, children }: OrderRequest): Reservation | undefined {
  return Object.values(children[keys.reservation]).find(({ spec }) => spec.orderUid === parent.metadata.uid)
}
