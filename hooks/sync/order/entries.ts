import { countedEntries, type Entry } from '../../rules/ledger.ts'
import type { ObjectMeta } from '../../schema/crd/object.ts'
import type { Payment } from '../../schema/payment.ts'
import { placedAt } from '../../schema/placed-at.ts'

/** The payments of an order that count, and those from before it was placed. */
export function entriesOf(
  payments: readonly Payment[],
  order: ObjectMeta,
): { counted: readonly Entry[]; early: readonly Entry[] } {
  const entries = payments.map(({ spec }) => spec)
  const counted = countedEntries(entries, placedAt(order))
  return { counted, early: entries.filter(entry => !counted.includes(entry)) }
}
