import type { Conference } from './conference/conference.ts'
import { OrderTally } from './conference/order-tally.ts'

/** One conference, and what the program keeps of it beside its facts. */
export interface Registered {
  readonly namespace: string
  readonly conference: Conference
  /** What the statuses of its orders say, for the metrics. */
  readonly orders: OrderTally
  /** What cannot be read: "Kind/name" → where it does not fit its schema. */
  readonly unreadable: Map<string, string>
}

/** All conferences, by namespace. */
export interface Registry {
  /** The one of that namespace; a new one where there was none. */
  getOrCreate(namespace: string): Registered
  get(namespace: string): Registered | undefined
  all(): Iterable<Registered>
  /** Forgets a conference that has nothing left to know of. */
  dropIfEmpty(namespace: string): void
}

export function createRegistry(open: (namespace: string) => Conference): Registry {
  const conferences = new Map<string, Registered>()
  return {
    getOrCreate(namespace) {
      const known = conferences.get(namespace)
      if (known !== undefined) return known
      const created = {
        namespace,
        conference: open(namespace),
        orders: new OrderTally(),
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
