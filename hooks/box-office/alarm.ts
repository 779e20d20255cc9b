import type { Clock } from './clock.ts'
import type { Registered } from './registry.ts'

// Timers follow the monotonic clock, but decisions follow the time of day, which may be set: so timers are short.
const longestMs = 30_000

/** Wakes conferences at their times, in milliseconds since 1970, with a single timer. */
export class Alarm {
  readonly #options: { clock: Pick<Clock, 'now'>; wake(registered: Registered): void }
  readonly #times = new Map<Registered, number>()
  #next: { at: number; timer: NodeJS.Timeout } | undefined

  /** `wake` is called with a conference whose time has come; it clears that time or sets another. */
  constructor(options: { clock: Pick<Clock, 'now'>; wake(registered: Registered): void }) {
    this.#options = options
  }

  /** Replaces the time of a conference. */
  set(registered: Registered, at: number): void {
    this.#times.set(registered, at)
    if (this.#next !== undefined && this.#next.at <= at) return
    clearTimeout(this.#next?.timer)
    this.#start(at)
  }

  clear(registered: Registered): void {
    this.#times.delete(registered)
  }

  /** Wakes no conference any more. */
  stop(): void {
    clearTimeout(this.#next?.timer)
  }

  #start(at: number): void {
    const ms = Math.min(Math.max(at - this.#options.clock.now(), 1), longestMs)
    this.#next = { at, timer: setTimeout(() => this.#ring(), ms) }
  }

  #ring(): void {
    this.#next = undefined
    const now = this.#options.clock.now()
    let next = Number.POSITIVE_INFINITY
    for (const [registered, at] of this.#times) {
      if (at <= now) this.#options.wake(registered)
      else next = Math.min(next, at)
    }
    if (next < Number.POSITIVE_INFINITY) this.#start(next)
  }
}
