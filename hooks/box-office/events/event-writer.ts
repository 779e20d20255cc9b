import type { Logger } from 'pino'
import { KubeError, type NewEvent } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import type { Clock } from '../clock.ts'

export type EventOutcome = 'stored' | 'dropped' | 'failed'

export interface EventWriterOptions {
  api: Pick<BoxOfficeApi, 'createEvent'>
  /** The most Events per second, over a longer time; 0 writes none. */
  perSecond: number
  clock: Pick<Clock, 'monotonic'>
  count(outcome: EventOutcome): void
  log: Pick<Logger, 'warn'>
  signal: AbortSignal
}

/** After a rest, the Events of so many seconds may be written at once. */
const burstSeconds = 5
const requestMs = 5_000

/**
 * Writes Events. A sale must not wait for them, so Events above the limit are dropped, and a failed one is not retried:
 * the status of the order says the same.
 */
export class EventWriter {
  readonly #options: EventWriterOptions
  #allowed: number
  #filledAt: number

  constructor(options: EventWriterOptions) {
    this.#options = options
    this.#allowed = options.perSecond * burstSeconds
    this.#filledAt = options.clock.monotonic()
  }

  /** Takes an Event. Resolves once it is stored, dropped or failed; never rejects. */
  async write(event: NewEvent): Promise<void> {
    const { count } = this.#options
    count(this.#isAllowed() ? await this.#send(event) : 'dropped')
  }

  #isAllowed(): boolean {
    const { perSecond, clock } = this.#options
    const now = clock.monotonic()
    const earned = ((now - this.#filledAt) / 1_000) * perSecond
    this.#allowed = Math.min(perSecond * burstSeconds, this.#allowed + earned)
    this.#filledAt = now
    if (this.#allowed < 1) return false
    this.#allowed -= 1
    return true
  }

  async #send(event: NewEvent): Promise<EventOutcome> {
    const { api, log, signal } = this.#options
    try {
      await withTimeLimit({ milliseconds: requestMs, outer: signal }, limited => api.createEvent(event, limited))
      return 'stored'
    } catch (error) {
      // Another replica has shown the same milestone.
      if (error instanceof KubeError && error.reason === 'AlreadyExists') return 'stored'
      const { namespace, name } = event.regarding
      log.warn({ err: error, namespace, name, reason: event.reason }, 'an Event of an order could not be written')
      return 'failed'
    }
  }
}
