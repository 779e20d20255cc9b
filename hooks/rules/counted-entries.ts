import type { Entry } from './ledger.ts'
import { milliseconds } from './time.ts'

/** The clocks of a gateway and of the API server may be so far apart, in milliseconds. */
const tolerance = 300_000

/**
 * What counts of the payments of an order that was placed at a time (milliseconds since 1970). A payment that was made
 * before that is of an earlier order of its name: it buys nothing, and its refund takes nothing.
 */
export function countedEntries(entries: readonly Entry[], placedAt: number): readonly Entry[] {
  const early = new Set(entries.filter(entry => isEarly(entry, placedAt)).map(entry => keyOf(entry)))
  if (early.size === 0) return entries
  return entries.filter(entry => !early.has(keyOf(entry)) && !early.has(keyOf(entry, entry.parentTransactionId)))
}

/** Whether it happened before the order was placed. An entry that does not say when it happened did not. */
export function isEarly({ occurredAt }: Pick<Entry, 'occurredAt'>, placedAt: number): boolean {
  return occurredAt !== undefined && milliseconds(occurredAt) < placedAt - tolerance
}

function keyOf({ provider, transactionId }: Entry, of: string | undefined = transactionId): string {
  return `${provider} ${of}`
}
