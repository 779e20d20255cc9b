import type { TicketTools } from '../tickets/ticket-tools.ts'

/** The number of codes to remember. A code and its picture take some 8 kB. */
const remembered = 1_000

/**
 * Remembers the codes of the tickets that were shown last. To sign and draw a code takes some 3 ms, and a page shows up to a
 * hundred codes at every change of its order. The code of a ticket changes only with its serial.
 */
export function rememberCodes(tools: TicketTools, { limit = remembered } = {}): TicketTools {
  const codes = new Map<string, ReturnType<TicketTools['codeOf']>>()
  return {
    ...tools,
    codeOf(conference, ticket) {
      const key = `${ticket.metadata.uid} ${ticket.spec.serial ?? 0}`
      const code = codes.get(key) ?? tools.codeOf(conference, ticket)
      // The last entry of a map is the newest one.
      codes.delete(key)
      if (codes.size >= limit) codes.delete(codes.keys().next().value as string)
      codes.set(key, code)
      return code
    },
  }
}
