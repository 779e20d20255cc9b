import { type Facts, isConfirming, type Standing } from '../../rules/order/standing.ts'
import { seatOfTicket } from '../../rules/order/ticket-names.ts'
import {
  type ObservedTicket,
  reservedSeats,
  seatedTickets,
  soldTickets,
  stayingTickets,
  type Tickets,
} from '../../rules/order/tickets.ts'
import { type ReservationFacts, seatPrefix } from '../../rules/reservation.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Reservation, ReservationSpec } from '../../schema/reservation.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { isCreatedFor } from './stale-view.ts'

/**
 * The pool of the seats of an order. A reservation with seats names it. A reservation without seats may be older than the
 * tickets, so the last status names it then.
 */
export function poolOf({ status }: Order, reservation: ReservationFacts | undefined): string | undefined {
  return reservation?.poolRef ?? (reservation?.seats === undefined ? status?.poolRef : undefined)
}

/** The facts of a ticket. Only the reservation that it was created for judges it. */
export function observeTicket(ticket: Ticket, reservation: Reservation | undefined): ObservedTicket {
  const { name, deletionTimestamp } = ticket.metadata
  return {
    name,
    assigned: ticket.spec.attendee !== undefined,
    leaving: deletionTimestamp !== undefined,
    judged: reservation !== undefined && isCreatedFor(ticket, reservation),
  }
}

/** The tickets to keep and to create. A ticket is deleted only on evidence, and created only for a sale. */
export function orderTickets(
  order: Order,
  of: { tickets: readonly ObservedTicket[]; standing: Standing; reservation: ReservationSpec | undefined },
): Tickets {
  const { standing, reservation } = of
  if (standing.deletesTickets) return { kept: [], missing: [] }
  const { metadata, spec, status } = order
  const { planRef, quantity } = spec
  const poolRef = poolOf(order, reservation)
  const prefix = seatPrefix({ planRef, ...(poolRef !== undefined && { poolRef }) })
  const facts = { order: metadata, prefix, observed: of.tickets, quantity }
  const staying = stayingTickets(facts)
  if (standing.payment === 'PENDING' && reservation?.seats !== undefined) {
    return { ...staying, seats: reservedSeats(facts, reservation.seats) }
  }
  if (standing.payment !== 'CONFIRMED') return staying
  if (reservation === undefined)
    return { ...staying, ...rememberedSeats(staying, { prefix, quantity, seats: status?.seats }) }
  if (reservation.decision !== 'Sold') return staying
  if (reservation.seats !== undefined) return seatedTickets(facts, reservation.seats)
  return soldTickets(facts, reservation.quantity)
}

/** An order without a reservation keeps the seats of its last status, those with a ticket before the others. */
function rememberedSeats(
  { kept }: Tickets,
  { prefix, quantity, seats = [] }: { prefix: string; quantity: number; seats: number[] | undefined },
): { seats?: number[] } {
  const ticketed = kept.flatMap(name => seatOfTicket(prefix, name) ?? [])
  const others = seats.filter(seat => !ticketed.includes(seat))
  const all = [...ticketed, ...others].slice(0, quantity).sort((a, b) => a - b)
  return all.length > 0 ? { seats: all } : {}
}

/** The time until the engine retries a ticket that could not be created. */
export const retrySeconds = 15

/**
 * The seconds until the engine syncs an order again without any event; empty for never. A retry is due for tickets that could
 * not be created. If the engine fails to create the tickets of this answer, it retries by itself, with one exception: another
 * ticket may still have the name of the seat. Every other change of an order is an event.
 */
export function scheduleRetry(
  facts: Facts,
  { standing, missing }: { standing: Standing; missing: number },
): { resyncAfterSeconds?: number } {
  const isCertain = isConfirming(standing, facts) && facts.reservation?.seats === undefined
  return missing > 0 && !isCertain ? { resyncAfterSeconds: retrySeconds } : {}
}
