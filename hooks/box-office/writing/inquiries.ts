import type { Logger } from 'pino'
import type { ObjectKey } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Clock } from '../clock.ts'
import type { Registered } from '../registry.ts'
import type { Check } from '../views/object-checks.ts'
import { backOffMs } from './back-off.ts'
import type { UnwrittenBook } from './unwritten.ts'

export interface InquiryOptions {
  api: Pick<BoxOfficeApi, 'getReservation' | 'getOrder'>
  /** Where a reservation does not fit its schema. */
  check: Check
  clock: Pick<Clock, 'now'>
  unwritten: Pick<UnwrittenBook, 'retry'>
  /** Told of a conference that was given an answer. */
  answered(registered: Registered): void
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
}

/** What the watches do not tell is asked of the API server, object by object. */
export interface Inquiries {
  /**
   * Finds out the outcome of a write that nobody knows: asks until it is known, here or by the watch. The more often this
   * write has failed in a row, the later it asks.
   */
  resolve(registered: Registered, name: string, failures: number): void
  /** Asks for the orders of reservations that have not been seen for long. */
  settleDoubts(registered: Registered): void
}

const requestMs = 10_000
const longestPauseMs = 5_000
const atOnce = 8

export function createInquiries(options: InquiryOptions): Inquiries {
  const { api, check, clock, unwritten, answered, log, signal } = options
  const asked = new Set<string>()
  const limit = { milliseconds: requestMs, outer: signal }

  function resolve(registered: Registered, name: string, failures: number): void {
    // Not at once: what was not answered may still be under way.
    setTimeout(ask, backOffMs(failures, { most: longestPauseMs }), { registered, name, failures }).unref()
  }

  async function ask({ registered, name, failures }: { registered: Registered; name: string; failures: number }) {
    const { namespace, conference } = registered
    if (signal.aborted) return
    unwritten.retry(registered, name)
    if (!conference.unresolved().includes(name)) return
    try {
      const found = await withTimeLimit(limit, limited => api.getReservation({ namespace, name }, limited))
      const fault = found && check(found)
      if (fault !== undefined) throw new Error(`Cannot read the reservation "${name}": ${fault}`)
      conference.resolve(name, found, clock.now())
      answered(registered)
    } catch (error) {
      log.warn({ err: error, namespace, name }, 'what became of a write is not known yet; retrying')
      resolve(registered, name, failures + 1)
    }
  }

  async function settle(registered: Registered, { name, uid }: { name: string; uid: string }): Promise<void> {
    const { namespace, conference } = registered
    const key: ObjectKey = { namespace, name }
    try {
      const order = await withTimeLimit(limit, limited => api.getOrder(key, limited))
      if (order?.metadata.uid === uid) conference.orderFound({ name, uid }, clock.now())
      else conference.orderGone({ name, uid }, clock.now())
      answered(registered)
    } catch (error) {
      log.warn({ err: error, ...key }, 'whether an order exists is not known yet; retrying')
    }
  }

  return {
    resolve,
    settleDoubts(registered) {
      for (const doubt of registered.conference.doubts(clock.now())) {
        const key = `${registered.namespace}/${doubt.uid}`
        // The others are asked for the next time.
        if (asked.size >= atOnce) return
        if (asked.has(key)) continue
        asked.add(key)
        void settle(registered, doubt).finally(() => asked.delete(key))
      }
    },
  }
}
