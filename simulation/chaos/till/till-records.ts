import type { Checkout } from '../../../hooks/schema/money/checkout.ts'
import { pastOf, type SaleRecords } from '../../invariants/records.ts'
import type { Change } from '../../server/stored.ts'

/** The checkouts of a sale, including those of deleted orders. */
export interface TillRecords {
  /** By uid. */
  checkouts: Map<string, Checkout>
  /** The ids of the payments whose pages buyers may know. */
  pages: Set<string>
  /** The promise that a change of a checkout breaks, as "<name>: <event>". */
  check(change: Change, records: SaleRecords): string | undefined
}

export function createTillRecords(): TillRecords {
  const checkouts = new Map<string, Checkout>()
  const pages = new Set<string>()
  return {
    checkouts,
    pages,
    check(change, records) {
      if (change.kind !== 'Checkout' || change.after === undefined) return undefined
      const { metadata, status } = change.after
      checkouts.set(metadata.uid, change.after)
      if (status?.url !== undefined && status.sessionId !== undefined) pages.add(status.sessionId)
      return stateFault(change.after, change.before, records)
    },
  }
}

/** A checkout that is over stays as it is, and one that is Paid has its payment. */
function stateFault(
  { metadata: { name }, spec, status }: Checkout,
  before: Checkout | undefined,
  records: SaleRecords,
): string | undefined {
  const [was = 'Requested', is = 'Requested'] = [before?.status?.state, status?.state]
  if (was === is) return undefined
  if (was !== 'Requested' && was !== 'Open') return `checkoutsStay: ${name} was ${was} and is ${is}`
  const isRecorded = pastOf(records, spec.orderUid, spec.orderRef).payments.some(payment => {
    const { provider, state, gross, currency } = payment.spec
    const isSame = gross === spec.amount && currency === spec.currency
    return provider === spec.provider && state === 'Completed' && isSame
  })
  return is === 'Paid' && !isRecorded ? `paidIsRecorded: ${name} is Paid, and no payment records it` : undefined
}
