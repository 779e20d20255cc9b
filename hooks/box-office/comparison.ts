import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Gate } from './leading/gate.ts'
import type { Office } from './office.ts'
import type { Registered, Registry } from './registry.ts'

export interface ComparisonOptions {
  registry: Pick<Registry, 'all' | 'get'>
  gate: Gate
  clock: Clock
  /** Reports whether nothing of a conference is due. */
  office: Pick<Office, 'isIdle'>
  /** Called with the number of orders that a full decision decides differently. */
  onDifference(orders: number): void
  /** Lets the office decide a conference again. */
  touch(registered: Registered): void
  log: Pick<Logger, 'error'>
}

const everyMs = 300_000
const turnMs = 50
const pauseMs = 1_000

/**
 * Decides every conference in full every 5 minutes, when no decision of it is due. The result must be empty, with or without
 * writes under way, because each change was decided when it happened. A difference shows a defect: it is logged and counted,
 * and its orders are decided again.
 */
export class Comparison {
  readonly #options: ComparisonOptions
  readonly #waiting = new Set<Registered>()
  readonly #timer: NodeJS.Timeout
  #nextAt: number

  constructor(options: ComparisonOptions) {
    this.#options = options
    this.#nextAt = options.clock.monotonic() + everyMs
    this.#timer = setInterval(() => this.#takeTurn(), pauseMs)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #takeTurn(): void {
    const { registry, gate, office, clock } = this.#options
    if (clock.monotonic() >= this.#nextAt) {
      this.#nextAt = clock.monotonic() + everyMs
      for (const registered of registry.all()) this.#waiting.add(registered)
    }
    const end = clock.monotonic() + turnMs
    for (const registered of this.#waiting) {
      if (clock.monotonic() >= end) return
      if (gate(registered) === undefined && !office.isIdle(registered)) continue
      this.#waiting.delete(registered)
      if (gate(registered) === undefined) this.#compare(registered)
    }
  }

  #compare(registered: Registered): void {
    const { clock, onDifference, touch, log } = this.#options
    const { namespace, conference } = registered
    try {
      const writes = conference.decideFully(clock.now())
      if (writes.length === 0) return
      const names = writes.map(({ name }) => name)
      onDifference(names.length)
      const shown = writes.slice(0, 10).map(({ name, spec, base }) => ({ name, spec, base: base?.resourceVersion }))
      log.error(
        { namespace, orders: names.length, writes: shown },
        'the full decision differs from the incremental one',
      )
      conference.recheck(names)
      touch(registered)
    } catch (error) {
      log.error({ err: error, namespace }, 'comparing decisions failed')
    }
  }
}
