import type { Logger } from 'pino'
import { KubeError } from '../../kube/api.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'
import { isUnanswered } from './brake.ts'
import type { HeldWriteOptions, HeldWrites, Job } from './held-writes.ts'
import { type FailedWrite, failureOf, type SentWrite, type StoredWrite } from './send-write.ts'
import type { Settlements } from './settlements.ts'
import type { UnwrittenBook } from './unwritten.ts'

export interface ConclusionOptions extends HeldWriteOptions {
  unwritten: UnwrittenBook
  /** Finds out the outcome of the write of that name; `failures` counts its failures in a row. */
  inquire(registered: Registered, name: string, failures: number): void
  /** Counts the result of a request. */
  count(outcome: 'stored' | FailedWrite['failure'], write: Write, registered: Registered): void
  log: Pick<Logger, 'error' | 'warn'>
}

/** Draws the consequences of each result: a write is settled, or held back and settled later. */
export class Conclusions {
  readonly #options: ConclusionOptions
  readonly #settlements: Settlements
  readonly #held: HeldWrites

  constructor(options: ConclusionOptions, { settlements, held }: { settlements: Settlements; held: HeldWrites }) {
    this.#options = options
    this.#settlements = settlements
    this.#held = held
  }

  /** Takes the result of a request, or 'withheld' if none was sent. */
  conclude(job: Job, result: SentWrite | 'withheld'): void {
    const { owner: registered, write } = job
    if (result === 'withheld') this.#settlements.settle(job, 'refused')
    else if ('stored' in result) {
      this.#options.count('stored', write, registered)
      this.#succeed(job, result)
    } else {
      this.#options.count(result.failure, write, registered)
      if (result.failure === 'unknown') this.#inquire(job, result.error)
      else this.#holdBack(job, result)
    }
  }

  #succeed(job: Job, { stored, dropped }: StoredWrite): void {
    const { key, owner: registered, write } = job
    const { unwritten, log } = this.#options
    if (dropped.length === 0) {
      unwritten.remove(registered, write.name)
      this.#settlements.settle(job, { stored })
      return
    }
    // The CRDs are of an older version, because Helm does not upgrade them. Without a pause the write would loop for ever.
    const because = `the API server dropped ${dropped.join(', ')}; apply the CRDs of this version`
    log.error({ namespace: registered.namespace, name: write.name }, because)
    const failures = unwritten.note(registered, write, { because, isAnswered: true })
    // The write waits for new CRDs. No change of its order or reservation has this key, so none wakes the write.
    this.#held.postpone({ job, outcome: { stored } }, { key: `${key} dropped`, failures })
  }

  #holdBack(job: Job, { failure, error }: FailedWrite): void {
    const { key, owner: registered, write } = job
    if (failure === 'conflict') this.#held.awaitChange(job)
    else {
      this.#warn(job, error)
      const because = (error as KubeError).message
      const failures = this.#options.unwritten.note(registered, write, { because, isAnswered: true })
      this.#held.postpone({ job, outcome: 'refused' }, { key, failures })
    }
  }

  #inquire(job: Job, error: unknown): void {
    const { owner: registered, write } = job
    this.#warn(job, error)
    const failures = this.#noteUnknown(job, error)
    this.#settlements.settle(job, 'unknown')
    this.#options.inquire(registered, write.name, failures)
  }

  /** A broken or hanging webhook fails every time: each failure is reported like a refusal, and delays the next retry. */
  #noteUnknown({ owner: registered, write }: Job, error: unknown): number {
    const isAnswered = error instanceof KubeError && !isUnanswered(error)
    const because = isAnswered ? error.message : 'no reply from the API server, or from one of its webhooks'
    return this.#options.unwritten.note(registered, write, { because, isAnswered })
  }

  #warn({ owner: { namespace }, write: { name } }: Job, error: unknown): void {
    this.#options.log.warn({ err: error, namespace, name, outcome: failureOf(error) }, 'writing a reservation failed')
  }
}
