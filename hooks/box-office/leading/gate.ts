import type { Registered, Registry } from '../registry.ts'
import type { Namespaces } from '../views/namespaces.ts'

/** Returns the reason why this process may decide nothing in any conference, or undefined. */
export type ClosedReason = () => string | undefined

export interface GateOptions {
  /** The obstacles to all decisions: stale views, and an arbiter of an older version. */
  closedReasons: readonly ClosedReason[]
  /** Whether this process certainly leads the namespace. */
  isLeaderOf(namespace: string): boolean
  namespaces: Pick<Namespaces, 'closedReason'>
  registry: Pick<Registry, 'get'>
}

/** Returns the reason why nothing may be decided or written in a conference now; undefined if it may. */
export type Gate = (registered: Registered) => string | undefined

// Reservations hold seats and redemptions, plans and coupons limit them. If one is unreadable, a seat might be sold twice.
const needed = /^(?:Plan|Coupon|Reservation)\//

export function createGate({ closedReasons, isLeaderOf, namespaces, registry }: GateOptions): Gate {
  return registered => {
    const { namespace, unreadable } = registered
    for (const closedReason of closedReasons) {
      const reason = closedReason()
      if (reason !== undefined) return reason
    }
    if (!isLeaderOf(namespace)) return 'Another process decides in this namespace'
    // A decision for a deleted conference must not be written into a later conference of its name.
    if (registry.get(namespace) !== registered) return 'The conference no longer exists'
    return namespaces.closedReason(namespace) ?? unreadableReason(unreadable)
  }
}

function unreadableReason(unreadable: ReadonlyMap<string, string>): string | undefined {
  if (unreadable.size === 0) return undefined
  for (const [key, fault] of unreadable) if (needed.test(key)) return `Cannot read ${key}: ${fault}`
  return undefined
}
