import type { Logger } from 'pino'
import type { ObjectKey } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Clock } from '../clock.ts'
import type { Registered } from '../registry.ts'
import type { Check } from '../views/object-checks.ts'
import { backOffMs } from './retries.ts'
import type { UnwrittenBook } from './unwritten.ts'

export interface InquiryOptions {
  api: Pick<BoxOfficeApi, 'getReservation' | 'getOrder'>
  /** Checks a reservation against its schema. */
  check: Check
  clock: Pick<Clock, 'now'>
  unwritten: Pick<UnwrittenBook, 'retry'>
  /** Called with a conference that received an answer. */
  onAnswer(registered: Registered): void
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
}

/** Asks the API server for single objects that the watches do not show. */
export interface Inquiries {
  /**
   * Finds out the unknown outcome of a write: reads its reservation until an answer or the watch shows the outcome. The pause
   * before each read grows with the successive failures of this write.
   */
  resolve(registered: Registered, name: string, failures: number): void
  /** Asks for orders that no view has shown for long although they have a reservation. */
  settleDoubts(registered: Registered): void
}

const requestMs = 10_000
const longestPauseMs = 5_000
const atOnce = 8

export function createInquiries(options: InquiryOptions): Inquiries {
  const { api, check, clock, unwritten, onAnswer, log, signal } = options
  const asked = new Set<string>()
  const limit = { milliseconds: requestMs, outer: signal }

  function resolve(registered: Registered, name: string, failures: number): void {
    // Not at once: a write without a reply may still be under way.
    setTimeout(ask, backOffMs(failures, { longestMs: longestPauseMs }), { registered, name, failures }).unref()
  }

  async function ask({ registered, name, failures }: { registered: Registered; name: string; failures: number }) {
    const { namespace, conference } = registered
    if (signal.aborted) return
    unwritten.retry(registered, name)
    if (!conference.unresolvedNames().includes(name)) return
    try {
      const found = await withTimeLimit(limit, limited => api.getReservation({ namespace, name }, limited))
      const fault = found && check(found)
      if (fault !== undefined) throw new Error(`Cannot read the reservation "${name}": ${fault}`)
      conference.resolve(name, found, clock.now())
      onAnswer(registered)
    } catch (error) {
      log.warn({ err: error, namespace, name }, 'the outcome of a write is still unknown; retrying')
      resolve(registered, name, failures + 1)
    }
  }

  async function settle(registered: Registered, { name, uid }: { name: string; uid: string }): Promise<void> {
    const { namespace, conference } = registered
    const key: ObjectKey = { namespace, name }
    try {
      const order = await withTimeLimit(limit, limited => api.getOrder(key, limited))
      if (order?.metadata.uid === uid) conference.noteFoundOrder({ name, uid }, clock.now())
      else conference.noteMissingOrder({ name, uid }, clock.now())
      onAnswer(registered)
    } catch (error) {
      log.warn({ err: error, ...key }, 'looking up the order of a reservation failed; retrying')
    }
  }

  return {
    resolve,
    settleDoubts(registered) {
      for (const doubt of registered.conference.doubts(clock.now())) {
        const key = `${registered.namespace}/${doubt.uid}`
        // The next call asks for the others.
        if (asked.size >= atOnce) return
        if (asked.has(key)) continue
        asked.add(key)
        void settle(registered, doubt).finally(() => asked.delete(key))
      }
    },
  }
}
