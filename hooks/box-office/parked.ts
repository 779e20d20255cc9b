import type { Registered } from './registry.ts'

/** The time after which a closed conference is checked again. */
const parkedMs = 1_000

/** The conferences behind a closed gate: all of them wake together, within a second. */
export class Parked {
  readonly #wake: (registered: Registered) => void
  readonly #waiting = new Set<Registered>()
  #timer: NodeJS.Timeout | undefined

  constructor(wake: (registered: Registered) => void) {
    this.#wake = wake
  }

  add(registered: Registered): void {
    this.#waiting.add(registered)
    this.#timer ??= setTimeout(() => this.#wakeAll(), parkedMs)
  }

  /** Wakes no conference any more. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  #wakeAll(): void {
    this.#timer = undefined
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const registered of waiting) this.#wake(registered)
  }
}
