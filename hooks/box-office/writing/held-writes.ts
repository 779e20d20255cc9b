import type { Clock } from '../clock.ts'
import type { Outcome } from '../conference/outcomes.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'
import type { Dispatched } from './dispatcher.ts'
import { backOffMs, createRetries } from './retries.ts'
import type { Settlements } from './settlements.ts'
import type { UnwrittenBook } from './unwritten.ts'

export interface HeldWriteOptions {
  clock: Pick<Clock, 'now'>
  unwritten: Pick<UnwrittenBook, 'retry'>
  /** Called with a conference after the end of a write: there may be something to decide. */
  onSettle(registered: Registered): void
}

/** The longest wait for the watch to show the change behind a conflict. */
const conflictMs = 1_000
const longestRetryMs = 30_000

export interface Job extends Dispatched<Registered> {
  write: Write
  /** Whether its order or reservation has changed since the write was sent. */
  isOutdated: boolean
}

/** A job that is held back, and its outcome. */
export interface HeldBack {
  job: Job
  outcome: Outcome
}

/** The writes that were answered and are settled later, so that they are not sent again at once. */
export class HeldWrites {
  readonly #options: HeldWriteOptions
  readonly #settlements: Settlements
  readonly #retries = createRetries<HeldBack>(held => this.#retry(held))

  constructor(options: HeldWriteOptions, settlements: Settlements) {
    this.#options = options
    this.#settlements = settlements
  }

  /** Settles a write that met a conflict once the watch shows the change behind it, or after a second. */
  awaitChange(job: Job): void {
    this.#retries.hold(job.key, { job, outcome: 'refused' }, job.isOutdated ? 0 : conflictMs)
  }

  /** Settles a write after a pause that grows with its failures. Until then no other order waits for it. */
  postpone(held: HeldBack, { key, failures }: { key: string; failures: number }): void {
    const { owner: registered, write } = held.job
    this.#retries.hold(key, held, backOffMs(failures, { longestMs: longestRetryMs }))
    registered.conference.holdBack(write, this.#options.clock.now())
    this.#options.onSettle(registered)
  }

  /** Settles the write that is held back under that key now. */
  wake(key: string): void {
    this.#retries.wake(key)
  }

  /** Settles nothing more. */
  stop(): void {
    this.#retries.clear()
  }

  #retry({ job, outcome }: HeldBack): void {
    this.#options.unwritten.retry(job.owner, job.write.name)
    this.#settlements.settle(job, outcome)
  }
}
