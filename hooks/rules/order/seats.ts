/**
 * The name of the ticket of a seat of a plan or pool (seatPrefix): `<plan>-<7 digits>` or `<pool>--<7 digits>`. Names are
 * unique, so no seat ever has two tickets.
 */
export function seatTicketName(prefix: string, seat: number): string {
  return `${prefix}${String(seat).padStart(7, '0')}`
}

/** The seat a ticket is named after; undefined for a ticket that is not of a seat of that plan or pool (seatPrefix). */
export function seatOfTicket(prefix: string, ticket: string): number | undefined {
  const seat = Number(ticket.slice(prefix.length))
  return seat > 0 && seat < 1_000_000 && ticket === seatTicketName(prefix, seat) ? seat : undefined
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
