import type { TicketTools } from '../tickets/ticket-tools.ts'

/** A code and its picture have some 8 kB. */
const remembered = 1_000

/**
 * Remembers the codes of the tickets that were shown last: to sign and draw one takes some 3 ms, and a page shows up to a
 * hundred at every change of its order. The code of a ticket changes with its serial alone.
 */
export function rememberCodes(tools: TicketTools, { limit = remembered } = {}): TicketTools {
  const codes = new Map<string, ReturnType<TicketTools['codeOf']>>()
  return {
    ...tools,
    codeOf(conference, ticket) {
      const key = `${ticket.metadata.uid} ${ticket.spec.serial ?? 0}`
      const code = codes.get(key) ?? tools.codeOf(conference, ticket)
      // The last one of a map is its newest entry.
      codes.delete(key)
      if (codes.size >= limit) codes.delete(codes.keys().next().value as string)
      codes.set(key, code)
      return code
    },
  }
}
