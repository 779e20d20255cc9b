import type { Entry } from './ledger.ts'
import { milliseconds } from './time.ts'

/** The clocks of a gateway and of the API server may be so far apart. */
const toleranceMs = 300_000

/**
 * The payments that count for an order placed at that time (milliseconds since 1970). An earlier payment belongs to an
 * earlier order of the same name: it buys nothing, and its refund takes nothing.
 */
export function countedEntries(entries: readonly Entry[], placedAt: number): readonly Entry[] {
  const early = new Set(entries.filter(entry => isEarly(entry, placedAt)).map(entry => keyOf(entry)))
  if (early.size === 0) return entries
  return entries.filter(entry => !early.has(keyOf(entry)) && !early.has(keyOf(entry, entry.parentTransactionId)))
}

/** Whether it happened before the order was placed. An entry without a time counts as later. */
export function isEarly({ occurredAt }: Pick<Entry, 'occurredAt'>, placedAt: number): boolean {
  return occurredAt !== undefined && milliseconds(occurredAt) < placedAt - toleranceMs
}

function keyOf({ provider, transactionId }: Entry, of: string | undefined = transactionId): string {
  return `${provider} ${of}`
}
