import type { Standing } from '../../rules/order/standing.ts'
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
import type { ReservationSpec } from '../../schema/reservation.ts'

/**
 * The pool that the seats of an order are of. A reservation with seats says so; one without does not know of tickets that
 * are newer than it, so the last status remembers.
 */
export function poolOf({ status }: Order, reservation: ReservationFacts | undefined): string | undefined {
  return reservation?.poolRef ?? (reservation?.seats === undefined ? status?.poolRef : undefined)
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
