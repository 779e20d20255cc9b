const lowest = 1_000_000
const range = 9_000_000
// It shares no factor with the range (2, 3, 5), so the first 9,000,000 numbers of an order all differ.
const step = 5_562_307

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
