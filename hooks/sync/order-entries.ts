import { countedEntries } from '../rules/counted-entries.ts'
import type { Entry } from '../rules/ledger.ts'
import type { ObjectMeta } from '../schema/crd/object.ts'
import type { Payment } from '../schema/payment.ts'
import { placedAt } from '../schema/placed-at.ts'

/** What counts of the payments of an order. */
export function entriesOf(payments: readonly Payment[], order: ObjectMeta): readonly Entry[] {
  return countedEntries(
    payments.map(({ spec }) => spec),
    placedAt(order),
  )
}
