import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import type { Gate } from '../leading/gate.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'
import { isUnanswered } from './brake.ts'
import { type ConclusionOptions, Conclusions } from './conclusions.ts'
import { createDispatcher } from './dispatcher.ts'
import { HeldWrites, type Job } from './held-writes.ts'
import { type SentWrite, sendWrite } from './send-write.ts'
import { Settlements } from './settlements.ts'

export interface WriterOptions extends ConclusionOptions {
  api: Pick<BoxOfficeApi, 'createReservation' | 'replaceReservation'>
  gate: Gate
}

/** Sends the writes of all conferences in turn, at most 32 at a time. Each is retried until it is stored or not needed. */
export class Writer {
  readonly #options: WriterOptions
  readonly #settlements: Settlements
  readonly #held: HeldWrites
  readonly #conclusions: Conclusions
  readonly #dispatcher = createDispatcher<Registered, Job, SentWrite | 'withheld'>({
    send: job => this.#send(job),
    isAnswered: result => result === 'withheld' || 'stored' in result || !isUnanswered(result.error),
    conclude: (job, result) => this.#conclusions.conclude(job, result),
  })
  #isStopped = false

  constructor(options: WriterOptions) {
    this.#options = options
    this.#settlements = new Settlements(options)
    this.#held = new HeldWrites(options, this.#settlements)
    this.#conclusions = new Conclusions(options, { settlements: this.#settlements, held: this.#held })
  }

  enqueue(registered: Registered, writes: readonly Write[]): void {
    if (writes.length === 0) return
    this.#settlements.expect(registered, writes.length)
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
    this.#held.wake(key)
  }

  /** Whether a write of the conference waits or is under way. */
  isBusy(registered: Registered): boolean {
    return this.#settlements.isExpecting(registered)
  }

  /** Starts no further write, and waits for those under way, for at most `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    this.#isStopped = true
    this.#held.stop()
    await this.#dispatcher.stop(patienceMs)
  }

  async #send({ owner: registered, write }: Job): Promise<SentWrite | 'withheld'> {
    const { api, gate } = this.#options
    if (this.#isStopped || gate(registered) !== undefined) return 'withheld'
    return sendWrite(api, { write, namespace: registered.namespace })
  }
}

function keyOf({ namespace }: Registered, name: string): string {
  return `${namespace}/${name}`
}
