import type { Entry } from '../../../rules/ledger.ts'
import type { Payment } from '../../../schema/payment.ts'
import { NameIndex } from '../../collections/name-index.ts'
import { controllerOf, entryOf } from '../../objects/facts.ts'

/** The reports of money, by the uid of the order that owns them. */
export interface PaymentBook {
  /** Replaces the payment of a name, undefined if it was deleted; returns the uids of the orders whose money changed. */
  set(name: string, payment: Payment | undefined): string[]
  entriesOf(orderUid: string): readonly Entry[]
  /** Whether no payment of any order is known. */
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
