import type { CashierApi } from '../kube/cashier-api.ts'
import type { Gateways } from './accounts/gateways.ts'
import type { SendingLimit } from './refunds/sending-limit.ts'

/** The tools for a visit of an object: the API server, the gateways, the clock, and the counters. */
export interface CashierTools {
  api: CashierApi
  gateways: Gateways
  /** The reason to leave a namespace alone: it is being deleted or restored, or does not exist; undefined if it is open. */
  closedReason(namespace: string): string | undefined
  /** Whether a restore writes the objects of a namespace, and may delete them again. */
  isRestoring(namespace: string): boolean
  /** Whether the watch of orders shows that the order waits for exactly this money. Then its sale need not be read. */
  isAwaited(order: AwaitedOrder): boolean
  limit: SendingLimit
  /** Milliseconds since 1970. */
  now(): number
  /** The name of this replica, and the namespace of this program. */
  instance: string
  home: string
  counters: CashierCounters
  log: CashierLog
}

export interface AwaitedOrder {
  namespace: string
  name: string
  uid: string
  amount: string
  currency: string
}

/** The log of the program (pino): facts of a line first, then its words. */
export type CashierLog = Record<'info' | 'warn' | 'error', (details: object, line: string) => void>

/** Counts what happened, for the metrics. */
export interface CashierCounters {
  /** A checkout or a refund at a gateway has reached a state. */
  countState(reached: { kind: 'Checkout' | 'Refund'; provider: string; state: string }): void
  /** A call of a gateway failed, by the kind of its failure. */
  countFailure(provider: string, kind: string): void
  /** A gateway reported money that could not be recorded: no such order exists, or the transaction has other contents. */
  countUnrecorded(provider: string): void
}

/**
 * The next visit of an object:
 * - finished: nothing until the object changes
 * - later: another visit after `pauseMs`
 * - retry: something failed; another visit after a pause that grows, and after `pauseMs` at the earliest
 */
export type Visit = { next: 'finished' } | { next: 'later'; pauseMs: number } | { next: 'retry'; pauseMs?: number }

export const finished: Visit = { next: 'finished' }

/** The pause until the next visit of an object whose namespace is closed. */
export const closedPauseMs = 60_000
