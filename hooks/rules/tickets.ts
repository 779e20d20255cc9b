import { ticketName } from './ticket-name.ts'

/** What is read of a ticket that is there. */
export interface ObservedTicket {
  name: string
  /** Whether it has an attendee. */
  assigned: boolean
  /** Whether it is on its way out already. */
  leaving: boolean
}

/**
 * The tickets that stay when at most so many are ordered: those with an attendee before those without, then the
 * lower numbers. Names in ascending order.
 */
export function keptTickets(observed: readonly ObservedTicket[], quantity: number): string[] {
  const staying = observed.filter(({ leaving }) => !leaving)
  const byWorth = staying.toSorted((a, b) => Number(b.assigned) - Number(a.assigned) || (a.name < b.name ? -1 : 1))
  return byWorth
    .slice(0, quantity)
    .map(({ name }) => name)
    .sort()
}

/** Further names until there are so many; a name that is taken, even by a ticket on its way out, is not used again. */
export function missingTickets(
  order: { name: string; uid: string },
  { kept, observed, quantity }: { kept: readonly string[]; observed: readonly ObservedTicket[]; quantity: number },
): string[] {
  const taken = new Set(observed.map(({ name }) => name))
  const missing: string[] = []
  for (let index = 0; kept.length + missing.length < quantity; index++) {
    const name = ticketName(order, index)
    if (!taken.has(name)) missing.push(name)
  }
  return missing
}
