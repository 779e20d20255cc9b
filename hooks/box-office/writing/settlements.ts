import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Outcome } from '../conference/outcomes.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { Registered } from '../registry.ts'

export interface SettlementOptions {
  clock: Pick<Clock, 'now'>
  /** Called with a conference after the end of a write. */
  onSettle(registered: Registered): void
  log: Pick<Logger, 'error'>
}

/** Settles writes with their conferences, and counts those that are not settled yet. */
export class Settlements {
  readonly #options: SettlementOptions
  readonly #unsettled = new Map<Registered, number>()

  constructor(options: SettlementOptions) {
    this.#options = options
  }

  /** Expects further writes of a conference. */
  expect(registered: Registered, writes: number): void {
    this.#unsettled.set(registered, (this.#unsettled.get(registered) ?? 0) + writes)
  }

  /** Whether a write of the conference is still to be settled. */
  isExpecting(registered: Registered): boolean {
    return this.#unsettled.has(registered)
  }

  /** Reports the outcome of a write to its conference. */
  settle({ owner: registered, write }: { owner: Registered; write: Write }, outcome: Outcome): void {
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
