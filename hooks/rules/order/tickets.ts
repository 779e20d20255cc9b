import { seatOfTicket, seatTicketName, ticketName } from './ticket-names.ts'

/** The facts of an existing ticket. */
export interface ObservedTicket {
  name: string
  /** Whether it has an attendee. */
  assigned: boolean
  /** Whether it is being deleted. */
  leaving: boolean
  /** Whether the visible reservation is certainly as new as the one that the ticket was created for, or newer. */
  judged: boolean
}

/** The tickets of an order: those to keep and those to create, by name, and their seats if they have seats. */
export interface Tickets {
  kept: string[]
  missing: string[]
  seats?: number[]
}

/** The facts that the tickets of an order are derived from. */
export interface TicketFacts {
  order: { name: string; uid: string }
  /** The plan or pool whose seats it has (seatPrefix). */
  prefix: string
  observed: readonly ObservedTicket[]
  /** The number of tickets that the order asks for, which is the upper limit. */
  quantity: number
}

/**
 * The tickets that stay, up to the ordered number: those with an attendee before those without, then the lower numbers.
 * Names in ascending order.
 */
export function keptTickets(observed: readonly ObservedTicket[], quantity: number): string[] {
  const staying = observed.filter(({ leaving }) => !leaving)
  const byWorth = staying.toSorted((a, b) => Number(b.assigned) - Number(a.assigned) || (a.name < b.name ? -1 : 1))
  return byWorth
    .slice(0, quantity)
    .map(({ name }) => name)
    .sort()
}

/**
 * The tickets of an order without a visible sale. A judged ticket is deleted: the visible reservation is at least as new as
 * the ticket, and does not reserve its seat. The others stay, and keep their seats.
 */
export function stayingTickets({ prefix, observed, quantity }: TicketFacts): Tickets {
  const unjudged = observed.filter(({ judged }) => !judged)
  const kept = keptTickets(unjudged, quantity)
  const seats = kept.flatMap(name => seatOfTicket(prefix, name) ?? [])
  return { kept, missing: [], ...(seats.length > 0 && { seats }) }
}

/**
 * The tickets of a sale without numbered seats: the existing ones, and new ones up to the number sold. Surplus tickets are
 * deleted, unless one of them may be newer than the visible reservation.
 */
export function soldTickets({ order, observed, quantity }: TicketFacts, sold: number): Tickets {
  const isJudged = observed.every(({ judged }) => judged)
  const kept = keptTickets(observed, isJudged ? Math.min(quantity, sold) : quantity)
  const taken = new Set(observed.map(({ name }) => name))
  const missing: string[] = []
  for (let index = 0; kept.length + missing.length < Math.min(quantity, sold); index++) {
    const name = ticketName(order, index)
    if (!taken.has(name)) missing.push(name)
  }
  return { kept, missing }
}

/** The tickets of sold seats: one per seat, and none for a seat that is no longer reserved. */
export function seatedTickets({ prefix, observed, quantity }: TicketFacts, sold: readonly number[]): Tickets {
  const seats = reservedSeats({ prefix, observed, quantity }, sold)
  const there = new Set(observed.filter(({ leaving }) => !leaving).map(({ name }) => name))
  const names = seats.map(seat => seatTicketName(prefix, seat))
  return { kept: names.filter(name => there.has(name)), missing: names.filter(name => !there.has(name)), seats }
}

/** The reserved seats that an order keeps. */
export function reservedSeats(
  { prefix, observed, quantity }: Pick<TicketFacts, 'prefix' | 'observed' | 'quantity'>,
  reserved: readonly number[],
): number[] {
  const assigned = observed.filter(ticket => ticket.assigned).flatMap(({ name }) => seatOfTicket(prefix, name) ?? [])
  return keptSeats(reserved, quantity, new Set(assigned))
}

/**
 * The seats an order keeps when it has more than it asks for: those with an attendee before those without, then the
 * lower numbers. Ascending.
 */
export function keptSeats(seats: readonly number[], quantity: number, assigned: ReadonlySet<number>): number[] {
  return seats
    .toSorted((a, b) => Number(assigned.has(b)) - Number(assigned.has(a)) || a - b)
    .slice(0, quantity)
    .sort((a, b) => a - b)
}
