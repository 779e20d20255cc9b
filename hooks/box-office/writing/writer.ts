import type { Logger } from 'pino'
import type { KubeError } from '../../kube/api.ts'
import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import type { Clock } from '../clock.ts'
import { createFairQueue } from '../collections/fair-queue.ts'
import type { Outcome } from '../conference/conference.ts'
import type { Gate } from '../leading/gate.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'
import { createBrake, isUnanswered } from './brake.ts'
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
  /** Finds the outcome of the write of that name. */
  inquire(registered: Registered, name: string): void
  /** Counts the result of a request. */
  count(outcome: 'stored' | FailedWrite['failure'], write: Write, registered: Registered): void
  log: Pick<Logger, 'error' | 'warn'>
}

const parallel = 32
/** The longest wait for the watch to show the change behind a conflict. */
const conflictMs = 1_000
const longestRetryMs = 30_000

interface Job {
  key: string
  registered: Registered
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
  readonly #queue = createFairQueue<Registered, Job>()
  readonly #underWay = new Map<string, { job: Job; end: Promise<void> }>()
  /** The number of unsettled writes of each conference. */
  readonly #unsettled = new Map<Registered, number>()
  readonly #retries = createRetries<HeldBack>(held => this.#retry(held))
  readonly #brake = createBrake({ most: parallel, onRelease: () => this.#pump() })
  #isStopped = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  enqueue(registered: Registered, writes: readonly Write[]): void {
    if (writes.length === 0) return
    this.#unsettled.set(registered, (this.#unsettled.get(registered) ?? 0) + writes.length)
    const jobs = writes.map(write => ({ key: keyOf(registered, write.name), registered, write, isOutdated: false }))
    this.#queue.push(registered, jobs)
    this.#pump()
  }

  /** Takes note that the order or reservation of that name has changed: a refused write for it is decided anew. */
  noteChange(registered: Registered, name: string): void {
    const key = keyOf(registered, name)
    const job = this.#underWay.get(key)?.job
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
    this.#queue.clear()
    this.#retries.clear()
    this.#brake.release()
    const { promise: patience, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, patienceMs)
    await Promise.race([patience, Promise.all([...this.#underWay.values()].map(({ end }) => end))])
    clearTimeout(timer)
  }

  #pump(): void {
    while (this.#underWay.size < this.#brake.limit()) {
      const job = this.#queue.next()
      if (job === undefined) return
      const end = this.#send(job).then(result => {
        this.#underWay.delete(job.key)
        this.#conclude(job, result)
        this.#pump()
      })
      this.#underWay.set(job.key, { job, end })
    }
  }

  async #send({ registered, write }: Job): Promise<SentWrite | 'withheld'> {
    const { api, gate } = this.#options
    if (this.#isStopped || gate(registered) !== undefined) return 'withheld'
    return sendWrite(api, { write, namespace: registered.namespace })
  }

  #conclude(job: Job, result: SentWrite | 'withheld'): void {
    const { registered, write } = job
    if (result === 'withheld') this.#settle(job, 'refused')
    else if ('stored' in result) {
      this.#options.count('stored', write, registered)
      this.#brake.recordAnswer()
      this.#succeed(job, result)
    } else {
      this.#options.count(result.failure, write, registered)
      if (result.failure === 'unknown') this.#inquire(job, result.error)
      else this.#holdBack(job, result)
    }
  }

  #succeed(job: Job, { stored, dropped }: StoredWrite): void {
    const { key, registered, write } = job
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
    const { key, registered, write, isOutdated } = job
    this.#brake.recordAnswer()
    if (failure === 'conflict') this.#retries.hold(key, { job, outcome: 'refused' }, isOutdated ? 0 : conflictMs)
    else {
      this.#warn(job, error)
      const failures = this.#options.unwritten.note(registered, write, (error as KubeError).message)
      this.#postpone(key, { job, outcome: 'refused' }, backOffMs(failures, { longestMs: longestRetryMs }))
    }
  }

  #postpone(key: string, held: HeldBack, ms: number): void {
    const { registered, write } = held.job
    this.#retries.hold(key, held, ms)
    registered.conference.holdBack(write, this.#options.clock.now())
    this.#options.onSettle(registered)
  }

  #inquire(job: Job, error: unknown): void {
    const { registered, write } = job
    const { unwritten, inquire } = this.#options
    this.#warn(job, error)
    if (isUnanswered(error)) this.#brake.recordSilence()
    unwritten.retry(registered, write.name)
    this.#settle(job, 'unknown')
    inquire(registered, write.name)
  }

  #warn({ registered: { namespace }, write: { name } }: Job, error: unknown): void {
    this.#options.log.warn({ err: error, namespace, name, outcome: failureOf(error) }, 'writing a reservation failed')
  }

  #retry({ job, outcome }: HeldBack): void {
    this.#options.unwritten.retry(job.registered, job.write.name)
    this.#settle(job, outcome)
  }

  #settle({ registered, write }: Job, outcome: Outcome): void {
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
