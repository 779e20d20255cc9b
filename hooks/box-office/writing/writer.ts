import type { Logger } from 'pino'
import { KubeError } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import type { Clock } from '../clock.ts'
import type { Outcome } from '../conference/conference.ts'
import type { Gate } from '../leading/gate.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'
import { isUnanswered } from './brake.ts'
import { createDispatcher, type Dispatched } from './dispatcher.ts'
import { backOffMs, createRetries } from './retries.ts'
import { type FailedWrite, failureOf, type SentWrite, type StoredWrite, sendWrite } from './send-write.ts'
import type { UnwrittenBook } from './unwritten.ts'

export interface WriterOptions {
  api: Pick<BoxOfficeApi, 'createReservation' | 'replaceReservation'>
  gate: Gate
  clock: Clock
  unwritten: UnwrittenBook
  /** Called with a conference after the end of a write: there may be something to decide. */
  onSettle(registered: Registered): void
  /** Finds out the outcome of the write of that name, which has failed so many times in a row. */
  inquire(registered: Registered, name: string, failures: number): void
  /** Counts the result of a request. */
  count(outcome: 'stored' | FailedWrite['failure'], write: Write, registered: Registered): void
  log: Pick<Logger, 'error' | 'warn'>
}

/** The longest wait for the watch to show the change behind a conflict. */
const conflictMs = 1_000
const longestRetryMs = 30_000

interface Job extends Dispatched<Registered> {
  write: Write
  /** Whether its order or reservation has changed since the write was sent. */
  isOutdated: boolean
}

/** A job that is held back, and its outcome. */
interface HeldBack {
  job: Job
  outcome: Outcome
}

/** Sends the writes of all conferences in turn, at most 32 at a time, and retries each until it is stored or unwanted. */
export class Writer {
  readonly #options: WriterOptions
  readonly #dispatcher = createDispatcher<Registered, Job, SentWrite | 'withheld'>({
    send: job => this.#send(job),
    isAnswered: result => result === 'withheld' || 'stored' in result || !isUnanswered(result.error),
    conclude: (job, result) => this.#conclude(job, result),
  })
  /** The number of unsettled writes of each conference. */
  readonly #unsettled = new Map<Registered, number>()
  readonly #retries = createRetries<HeldBack>(held => this.#retry(held))
  #isStopped = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  enqueue(registered: Registered, writes: readonly Write[]): void {
    if (writes.length === 0) return
    this.#unsettled.set(registered, (this.#unsettled.get(registered) ?? 0) + writes.length)
    const jobs = writes.map(write => ({
      key: keyOf(registered, write.name),
      owner: registered,
      write,
      isOutdated: false,
    }))
    this.#dispatcher.push(registered, jobs)
  }

  /** Takes note that the order or reservation of that name has changed: a refused write for it is decided anew. */
  noteChange(registered: Registered, name: string): void {
    const key = keyOf(registered, name)
    const job = this.#dispatcher.find(key)
    if (job !== undefined) job.isOutdated = true
    this.#retries.wake(key)
  }

  /** Whether a write of the conference waits or is under way. */
  isBusy(registered: Registered): boolean {
    return this.#unsettled.has(registered)
  }

  /** Starts no further write, and waits at most that long for those under way. */
  async stop(patienceMs: number): Promise<void> {
    this.#isStopped = true
    this.#retries.clear()
    await this.#dispatcher.stop(patienceMs)
  }

  async #send({ owner: registered, write }: Job): Promise<SentWrite | 'withheld'> {
    const { api, gate } = this.#options
    if (this.#isStopped || gate(registered) !== undefined) return 'withheld'
    return sendWrite(api, { write, namespace: registered.namespace })
  }

  #conclude(job: Job, result: SentWrite | 'withheld'): void {
    const { owner: registered, write } = job
    if (result === 'withheld') this.#settle(job, 'refused')
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
      unwritten.strike(registered, write.name)
      this.#settle(job, { stored })
      return
    }
    // The CRDs are of an older version, since Helm does not upgrade them. Without a pause the write would repeat forever.
    const because = `the API server dropped ${dropped.join(', ')}; apply the CRDs of this version`
    log.error({ namespace: registered.namespace, name: write.name }, because)
    const ms = backOffMs(unwritten.note(registered, write, because), { longestMs: longestRetryMs })
    // The write waits for new CRDs, so its key is one that no change of its order or reservation wakes.
    this.#postpone(`${key} dropped`, { job, outcome: { stored } }, ms)
  }

  #holdBack(job: Job, { failure, error }: FailedWrite): void {
    const { key, owner: registered, write, isOutdated } = job
    if (failure === 'conflict') this.#retries.hold(key, { job, outcome: 'refused' }, isOutdated ? 0 : conflictMs)
    else {
      this.#warn(job, error)
      const failures = this.#options.unwritten.note(registered, write, (error as KubeError).message)
      this.#postpone(key, { job, outcome: 'refused' }, backOffMs(failures, { longestMs: longestRetryMs }))
    }
  }

  #postpone(key: string, held: HeldBack, ms: number): void {
    const { owner: registered, write } = held.job
    this.#retries.hold(key, held, ms)
    registered.conference.holdBack(write, this.#options.clock.now())
    this.#options.onSettle(registered)
  }

  #inquire(job: Job, error: unknown): void {
    const { owner: registered, write } = job
    this.#warn(job, error)
    const failures = this.#noteUnknown(job, error)
    this.#settle(job, 'unknown')
    this.#options.inquire(registered, write.name, failures)
  }

  /** An answer such as that of a broken webhook (500) repeats: it is reported like a refusal, and slows down its retries. */
  #noteUnknown({ owner: registered, write }: Job, error: unknown): number {
    const { unwritten } = this.#options
    if (error instanceof KubeError && !isUnanswered(error)) return unwritten.note(registered, write, error.message)
    unwritten.retry(registered, write.name)
    return 1
  }

  #warn({ owner: { namespace }, write: { name } }: Job, error: unknown): void {
    this.#options.log.warn({ err: error, namespace, name, outcome: failureOf(error) }, 'writing a reservation failed')
  }

  #retry({ job, outcome }: HeldBack): void {
    this.#options.unwritten.retry(job.owner, job.write.name)
    this.#settle(job, outcome)
  }

  #settle({ owner: registered, write }: Job, outcome: Outcome): void {
    const { clock, onSettle, log } = this.#options
    const left = (this.#unsettled.get(registered) as number) - 1
    if (left === 0) this.#unsettled.delete(registered)
    else this.#unsettled.set(registered, left)
    try {
      registered.conference.settle(write, outcome, clock.now())
    } catch (error) {
      log.error({ err: error, namespace: registered.namespace, name: write.name }, 'settling a write failed')
    }
    onSettle(registered)
  }
}

function keyOf({ namespace }: Registered, name: string): string {
  return `${namespace}/${name}`
}
