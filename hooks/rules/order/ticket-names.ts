// Tickets without a seat are numbered from here; the numbers of seats are lower.
const lowest = 1_000_000
const range = 9_000_000
// It shares no factor with the range (2, 3, 5), so the first 9,000,000 numbers of an order all differ.
const step = 5_562_307

/**
 * The name of the ticket of a seat of a plan or pool (seatPrefix): `<plan>-<7 digits>` or `<pool>--<7 digits>`. Names are
 * unique, so no seat ever has two tickets.
 */
export function seatTicketName(prefix: string, seat: number): string {
  return `${prefix}${String(seat).padStart(7, '0')}`
}

/** The seat that a ticket is named after; undefined for a ticket without a seat of that plan or pool (seatPrefix). */
export function seatOfTicket(prefix: string, ticket: string): number | undefined {
  const seat = Number(ticket.slice(prefix.length))
  return seat > 0 && seat < lowest && ticket === seatTicketName(prefix, seat) ? seat : undefined
}

/**
 * The name of an order's n-th ticket where no seats are numbered: `<order>-<7 digits>`. The same order (its uid) gets
 * the same names every time, and no two of them are alike.
 */
export function ticketName(order: { name: string; uid: string }, index: number): string {
  return `${order.name}-${lowest + ((hash(order.uid) + index * step) % range)}`
}

/** FNV-1a, 32 bits. It spreads uids over the numbers; no secret depends on it. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}
