import type { Logger } from 'pino'
import { KubeError } from '../../kube/api.ts'
import type { Registered } from '../registry.ts'
import { backOffMs } from './retries.ts'
import { type StatusContext, writeStatuses } from './write-statuses.ts'

export interface StatusReportOptions extends StatusContext {
  log: Pick<Logger, 'warn'>
}

/** The state of a conference's report. */
interface State {
  stage: 'resting' | 'waiting' | 'queued' | 'running'
  isWanted: boolean
  failures: number
  /** Monotonic milliseconds. */
  notBefore: number
}

const parallel = 8
const pauseMs = 1_000
const longestPauseMs = 30_000

/** Writes statuses of plans and pools that differ from the stored ones, for each conference at most once a second. */
export class StatusReports {
  readonly #options: StatusReportOptions
  readonly #states = new WeakMap<Registered, State>()
  readonly #queue = new Set<Registered>()
  #running = 0

  constructor(options: StatusReportOptions) {
    this.#options = options
  }

  /** Takes note of a change that may affect the statuses of a conference's plans and pools. */
  touch(registered: Registered): void {
    const { clock, signal } = this.#options
    if (signal.aborted) return
    const state = this.#stateOf(registered)
    state.isWanted = true
    if (state.stage !== 'resting') return
    state.stage = 'waiting'
    setTimeout(() => this.#enqueue(registered, state), Math.max(0, state.notBefore - clock.monotonic())).unref()
  }

  #stateOf(registered: Registered): State {
    const known = this.#states.get(registered)
    if (known !== undefined) return known
    const state: State = { stage: 'resting', isWanted: false, failures: 0, notBefore: 0 }
    this.#states.set(registered, state)
    return state
  }

  #enqueue(registered: Registered, state: State): void {
    state.stage = 'queued'
    this.#queue.add(registered)
    this.#pump()
  }

  #pump(): void {
    for (const registered of this.#queue) {
      if (this.#running >= parallel || this.#options.signal.aborted) return
      this.#queue.delete(registered)
      this.#running += 1
      void this.#report(registered, this.#stateOf(registered)).finally(() => {
        this.#running -= 1
        this.#pump()
      })
    }
  }

  async #report(registered: Registered, state: State): Promise<void> {
    const { clock, unwritten, log } = this.#options
    state.stage = 'running'
    state.isWanted = false
    try {
      await writeStatuses(registered, this.#options)
      state.failures = 0
    } catch (error) {
      state.failures += 1
      state.isWanted = true
      // A conflict means that the object has changed; the watch will show the change in a moment.
      const isConflict = error instanceof KubeError && error.code === 409
      if (!isConflict) log.warn({ err: error, namespace: registered.namespace }, 'writing a status failed')
    }
    const pause =
      state.failures === 0 ? pauseMs : Math.max(pauseMs, backOffMs(state.failures, { longestMs: longestPauseMs }))
    state.notBefore = clock.monotonic() + pause
    state.stage = 'resting'
    // The list of unwritten reservations also changes without an event, as time passes, so it is reported again.
    if (state.isWanted || unwritten.reservationsOf(registered).length > 0) this.touch(registered)
  }
}
