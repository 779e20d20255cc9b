import type { ConferenceOffice } from './conference/conference-office.ts'
import { MoneyTally } from './conference/money-tally.ts'
import { OrderTally } from './conference/order-tally.ts'

/** One conference, with the data for metrics and for the gate. */
export interface Registered {
  readonly namespace: string
  readonly conference: ConferenceOffice
  /** The counts of its orders by status, for the metrics. */
  readonly orders: OrderTally
  /** The money of its orders by plan, for the metrics. */
  readonly money: MoneyTally
  /** The unreadable objects: "Kind/name" → the fault that its schema finds. */
  readonly unreadable: Map<string, string>
}

/** All conferences, by namespace. */
export interface Registry {
  /** Returns the conference of that namespace; creates it if it is unknown. */
  getOrCreate(namespace: string): Registered
  get(namespace: string): Registered | undefined
  all(): Iterable<Registered>
  /** Forgets a conference without any known object. */
  dropIfEmpty(namespace: string): void
}

export function createConferenceRegistry(open: (namespace: string) => ConferenceOffice): Registry {
  const conferences = new Map<string, Registered>()
  return {
    getOrCreate(namespace) {
      const known = conferences.get(namespace)
      if (known !== undefined) return known
      const created = {
        namespace,
        conference: open(namespace),
        orders: new OrderTally(),
        money: new MoneyTally(),
        unreadable: new Map(),
      }
      conferences.set(namespace, created)
      return created
    },
    get: namespace => conferences.get(namespace),
    all: () => conferences.values(),
    dropIfEmpty(namespace) {
      const known = conferences.get(namespace)
      if (known?.conference.isEmpty() && known.unreadable.size === 0) conferences.delete(namespace)
    },
  }
}
