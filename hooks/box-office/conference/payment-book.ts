import type { Entry } from '../../rules/ledger.ts'
import type { Payment } from '../../schema/payment.ts'
import { NameIndex } from '../collections/name-index.ts'
import { controllerOf, entryOf } from '../objects/facts.ts'

/** What was reported of money, by the uid of the order that owns it. */
export interface PaymentBook {
  /** Takes what is stored under a name, undefined when it is gone; answers whose money changed. */
  set(name: string, payment: Payment | undefined): string[]
  entriesOf(orderUid: string): readonly Entry[]
  /** Whether no payment is known, of whichever order. */
  isEmpty(): boolean
}

interface Line {
  orderUid: string
  entry: Entry | undefined
}

const nothing: readonly Entry[] = []

export function createPaymentBook(): PaymentBook {
  const lines = new Map<string, Line>()
  const names = new NameIndex()

  return {
    set(name, payment) {
      const before = lines.get(name)?.orderUid
      const orderUid = payment && controllerOf(payment.metadata)?.uid
      if (payment === undefined || orderUid === undefined) lines.delete(name)
      else lines.set(name, { orderUid, entry: entryOf(payment) })
      names.set(name, orderUid)
      return [...new Set([before, orderUid])].filter(uid => uid !== undefined)
    },
    entriesOf(orderUid) {
      const entries = [...names.namesOf(orderUid)].flatMap(name => lines.get(name)?.entry ?? [])
      return entries.length === 0 ? nothing : entries
    },
    isEmpty: () => lines.size === 0,
  }
}
