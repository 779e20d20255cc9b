import type { Registered, Registry } from '../registry.ts'
import type { Namespaces } from '../views/namespaces.ts'

/** Returns the reason why nothing may be decided anywhere, or undefined. */
export type ClosedReason = () => string | undefined

export interface GateOptions {
  /** What stands against any decision: views that are stale, an arbiter of an older version. */
  everywhere: readonly ClosedReason[]
  /** Whether this process leads the namespace, for certain. */
  isLeaderOf(namespace: string): boolean
  namespaces: Pick<Namespaces, 'closedReason'>
  registry: Pick<Registry, 'get'>
}

/** Why nothing must be decided or written in a conference now; undefined where it may. */
export type Gate = (registered: Registered) => string | undefined

// What a reservation holds, what a plan or a coupon limits: where one of them cannot be read, a seat might be sold twice.
const needed = /^(?:Plan|Coupon|Reservation)\//

export function createGate({ everywhere, isLeaderOf, namespaces, registry }: GateOptions): Gate {
  return registered => {
    const { namespace, unreadable } = registered
    for (const closedReason of everywhere) {
      const reason = closedReason()
      if (reason !== undefined) return reason
    }
    if (!isLeaderOf(namespace)) return 'Another process decides in this namespace'
    // What was decided for a conference that is gone must not be written into a later one of its name.
    if (registry.get(namespace) !== registered) return 'The conference is gone'
    return namespaces.closedReason(namespace) ?? unreadableReason(unreadable)
  }
}

function unreadableReason(unreadable: ReadonlyMap<string, string>): string | undefined {
  if (unreadable.size === 0) return undefined
  for (const [key, fault] of unreadable) if (needed.test(key)) return `Cannot read ${key}: ${fault}`
  return undefined
}
