import type { Logger } from 'pino'
import type { ObjectKey } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Clock } from '../clock.ts'
import type { Registered } from '../registry.ts'
import type { Check } from '../views/object-checks.ts'
import { backOffMs } from './retries.ts'

export interface InquiryOptions {
  api: Pick<BoxOfficeApi, 'getReservation' | 'getOrder'>
  /** Where a reservation does not fit its schema. */
  check: Check
  clock: Pick<Clock, 'now'>
  /** Told of a conference that was given an answer. */
  onAnswer(registered: Registered): void
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
}

/** What the watches do not tell is asked of the API server, object by object. */
export interface Inquiries {
  /** Finds out what became of a write without an answer: asks until it is known, here or by the watch. */
  resolve(registered: Registered, name: string): void
  /** Asks for the orders of reservations that have not been seen for long. */
  settleDoubts(registered: Registered): void
}

const requestMs = 10_000
const longestPauseMs = 5_000
const atOnce = 8

export function createInquiries(options: InquiryOptions): Inquiries {
  const { api, check, clock, onAnswer, log, signal } = options
  const asked = new Set<string>()
  const limit = { milliseconds: requestMs, outer: signal }

  function resolve(registered: Registered, name: string, failures = 1): void {
    // Not at once: what was not answered may still be under way.
    setTimeout(ask, backOffMs(failures, { longestMs: longestPauseMs }), { registered, name, failures }).unref()
  }

  async function ask({ registered, name, failures }: { registered: Registered; name: string; failures: number }) {
    const { namespace, conference } = registered
    if (signal.aborted || !conference.unresolvedNames().includes(name)) return
    try {
      const found = await withTimeLimit(limit, limited => api.getReservation({ namespace, name }, limited))
      const fault = found && check(found)
      if (fault !== undefined) throw new Error(`Cannot read the reservation "${name}": ${fault}`)
      conference.resolve(name, found, clock.now())
      onAnswer(registered)
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
      if (order?.metadata.uid === uid) conference.noteFoundOrder({ name, uid }, clock.now())
      else conference.noteMissingOrder({ name, uid }, clock.now())
      onAnswer(registered)
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
