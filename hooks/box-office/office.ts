import type { Logger } from 'pino'
import { Alarm } from './alarm.ts'
import type { Clock } from './clock.ts'
import type { Gate } from './leading/gate.ts'
import type { Write } from './objects/reservation-object.ts'
import { Parked } from './parked.ts'
import type { Registered, Registry } from './registry.ts'

export interface OfficeOptions {
  registry: Pick<Registry, 'get'>
  gate: Gate
  clock: Clock
  /** Takes the writes that were decided. */
  write(registered: Registered, writes: readonly Write[]): void
  /** Called with the duration of a decision. */
  onDecision(seconds: number): void
  /** Called with a changed conference whose gate is open, after the decision if one was due. */
  onLook(registered: Registered): void
  log: Pick<Logger, 'error'>
}

// A longer turn would delay the other work of the program.
const turnMs = 20
/** How long a conference rests after a defect in its decision. */
const defectMs = 5_000
// A conference that stays due without a write must not occupy the processor.
const idleMs = 50

/**
 * Decides conferences when they change or their time has come. Changes that arrive together lead to one decision. A
 * conference behind a closed gate waits.
 */
export class Office {
  readonly #options: OfficeOptions
  readonly #touched = new Set<Registered>()
  readonly #parked = new Parked(registered => this.touch(registered))
  readonly #alarm: Alarm
  /** The end of a conference's rest after a defect, in milliseconds since 1970. */
  readonly #resting = new Map<Registered, number>()
  #turn: NodeJS.Immediate | undefined
  #isStopped = false

  constructor(options: OfficeOptions) {
    this.#options = options
    this.#alarm = new Alarm({ clock: options.clock, wake: registered => this.touch(registered) })
  }

  /** Takes note that a conference, or something that its decisions depend on, has changed. */
  touch(registered: Registered): void {
    if (this.#isStopped) return
    this.#touched.add(registered)
    this.#turn ??= setImmediate(() => this.#takeTurn())
  }

  /** Whether nothing of a conference is due. */
  isIdle(registered: Registered): boolean {
    const { conference } = registered
    return (
      !this.#touched.has(registered) && (conference.dueTime() ?? Number.POSITIVE_INFINITY) > this.#options.clock.now()
    )
  }

  /** Decides nothing more. */
  stop(): void {
    this.#isStopped = true
    clearImmediate(this.#turn)
    this.#alarm.stop()
    this.#parked.stop()
  }

  #takeTurn(): void {
    this.#turn = undefined
    const { monotonic } = this.#options.clock
    const end = monotonic() + turnMs
    // A conference that is touched during this turn gets the next one.
    for (const registered of [...this.#touched]) {
      this.#touched.delete(registered)
      this.#lookAt(registered)
      if (monotonic() >= end) break
    }
    if (this.#touched.size > 0) this.#turn ??= setImmediate(() => this.#takeTurn())
  }

  #lookAt(registered: Registered): void {
    const { registry, gate, clock, onLook } = this.#options
    this.#alarm.clear(registered)
    if (registry.get(registered.namespace) !== registered) return
    if (gate(registered) !== undefined) this.#parked.add(registered)
    else {
      const wakesAt = this.#dueAt(registered)
      if (wakesAt !== undefined && wakesAt <= clock.now()) this.#decideDue(registered)
      else if (wakesAt !== undefined) this.#alarm.set(registered, wakesAt)
      onLook(registered)
    }
  }

  #decideDue(registered: Registered): void {
    const { clock } = this.#options
    const writes = this.#decide(registered)
    const next = this.#dueAt(registered)
    if (next === undefined) return
    if (writes > 0 && next <= clock.now()) this.touch(registered)
    else this.#alarm.set(registered, Math.max(next, clock.now() + idleMs))
  }

  #dueAt(registered: Registered): number | undefined {
    return this.#resting.get(registered) ?? registered.conference.dueTime()
  }

  /** Decides a conference and returns the number of writes. */
  #decide(registered: Registered): number {
    const { clock, write, onDecision, log } = this.#options
    const began = clock.monotonic()
    this.#resting.delete(registered)
    try {
      const writes = registered.conference.decide(clock.now())
      onDecision((clock.monotonic() - began) / 1_000)
      write(registered, writes)
      return writes.length
    } catch (error) {
      log.error({ err: error, namespace: registered.namespace }, 'deciding a conference failed')
      this.#resting.set(registered, clock.now() + defectMs)
      return 0
    }
  }
}
