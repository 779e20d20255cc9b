import type { Entry } from '../rules/ledger.ts'
import type { Payment } from '../schema/payment.ts'
import { controllerOf, entryOf } from './facts.ts'

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
  const names = new Map<string, Set<string>>()

  function strike(name: string): string[] {
    const line = lines.get(name)
    if (line === undefined) return []
    lines.delete(name)
    const of = names.get(line.orderUid)
    of?.delete(name)
    if (of?.size === 0) names.delete(line.orderUid)
    return [line.orderUid]
  }

  return {
    set(name, payment) {
      const struck = strike(name)
      const orderUid = payment && controllerOf(payment.metadata)?.uid
      if (payment === undefined || orderUid === undefined) return struck
      lines.set(name, { orderUid, entry: entryOf(payment) })
      names.set(orderUid, (names.get(orderUid) ?? new Set()).add(name))
      return [...new Set([...struck, orderUid])]
    },
    entriesOf(orderUid) {
      const of = names.get(orderUid)
      return of === undefined ? nothing : [...of].flatMap(name => lines.get(name)?.entry ?? [])
    },
    isEmpty: () => lines.size === 0,
  }
}
