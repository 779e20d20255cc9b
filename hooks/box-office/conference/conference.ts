import type { Reached } from '../../rules/box-office/desk.ts'
import { explainOrder, type Step } from '../../rules/box-office/explain.ts'
import type { Plan, PlanStatus } from '../../schema/plan.ts'
import type { Reservation } from '../../schema/reservation.ts'
import { planStatus } from '../objects/plan-status.ts'
import type { Write } from '../objects/reservation-object.ts'
import { caseOf, unreservedVersion, versionOf } from './case-file.ts'
import { decideDue, decideFully, deskFor } from './decisions.ts'
import { Records } from './records.ts'
import { type Sight, takeAnswer, takeSight } from './sightings.ts'
import { type Doubt, doubtOf } from './wake-time.ts'

export type { Sight } from './sightings.ts'
export type { Doubt } from './wake-time.ts'

/**
 * The outcome of a write: the stored object, 'refused' if it was certainly not stored, or 'unknown'. A write of unknown
 * outcome counts as stored until the watch or a GET shows otherwise.
 */
export type Outcome = { stored: Reservation } | 'refused' | 'unknown'

/** The box office of one conference. It has no clock and does no I/O; times are milliseconds since 1970. */
export class Conference {
  readonly #records = new Records()
  readonly #readReach: () => Reached
  /** The version that the coupon watch had reached at the last call. */
  #coupons = 0n

  /** `readReach` returns the progress of the watches. It includes the version of a change before the change arrives here. */
  constructor({ readReach }: { readReach(): Reached }) {
    this.#readReach = readReach
  }

  /** Takes an object that a list or a watch shows. */
  see(sight: Sight, at: number): void {
    takeSight(this.#records, sight, at)
  }

  /** Takes note that the watches have progressed without a change of this conference. */
  noteReach(at: number): void {
    const { orders, reservations, coupons } = this.#readReach()
    for (const name of this.#records.ahead) {
      const file = this.#records.fileOf(name)
      // The watch has passed the version of our write without showing the object: it was deleted.
      if (file.own !== undefined && file.own.stored.version <= reservations) {
        file.own = undefined
        this.#records.refresh(file, at)
      } else if (versionOf(file) <= reservations) {
        this.#records.ahead.delete(name)
        this.#records.due.add(name)
      }
    }
    for (const name of this.#records.unreserved) {
      if (unreservedVersion(this.#records.fileOf(name), this.#readReach()) <= orders) this.#records.due.add(name)
    }
    if (coupons <= this.#coupons) return
    this.#coupons = coupons
    for (const name of this.#records.unjudged) this.#records.due.add(name)
  }

  /**
   * Decides everything that can be decided now. The caller sends each write and calls `settle`. Until then the order of
   * that name is not decided again, and its seats and redemptions count as taken.
   */
  decide(now: number): Write[] {
    this.noteReach(now)
    return decideDue(this.#records, { now, reached: this.#readReach() })
  }

  /** The specification of `decide`: decides every order anew. Changes nothing. */
  decideFully(now: number): Write[] {
    return decideFully(this.#records, { now, reached: this.#readReach() })
  }

  /** Takes note that a refused write is held back: it is settled later, and no other order waits for it until then. */
  holdBack({ name }: Write, at: number): void {
    const file = this.#records.fileOf(name)
    if (file.inFlight !== undefined) file.inFlight.state = 'held back'
    this.#records.refresh(file, at)
  }

  /** Takes the outcome of a write. */
  settle({ name }: Write, outcome: Outcome, at: number): void {
    const file = this.#records.fileOf(name)
    if (outcome === 'unknown') {
      if (file.inFlight !== undefined) file.inFlight.state = 'unknown'
    } else {
      file.inFlight = undefined
      if (outcome !== 'refused') takeAnswer(file, outcome.stored, this.#readReach())
    }
    this.#records.refresh(file, at)
  }

  /** Takes the result of a GET after an unknown outcome; undefined if no reservation has that name. */
  resolve(name: string, found: Reservation | undefined, at: number): void {
    const file = this.#records.fileOf(name)
    if (file.inFlight?.state === 'unknown') file.inFlight = undefined
    if (found !== undefined) takeAnswer(file, found, this.#readReach())
    this.#records.refresh(file, at)
  }

  /** The names with a write of unknown outcome. */
  unresolvedNames(): string[] {
    return [...this.#records.unknown]
  }

  /** The time of the next decision: 0 for at once, undefined if only a change can make something due. */
  dueTime(): number | undefined {
    const { due, freed, timers } = this.#records
    return due.size > 0 || freed.size > 0 ? 0 : timers.next()
  }

  /** The reservations whose order no view has shown for 2 minutes, except those whose order the API server has denied. */
  doubts(now: number): Doubt[] {
    return [...this.#records.strays].flatMap(name => doubtOf(this.#records.fileOf(name), now) ?? [])
  }

  /** Takes note that the API server has no order of that name and uid. */
  noteMissingOrder({ name, uid }: Doubt, at: number): void {
    const file = this.#records.fileOf(name)
    file.goneUid = uid
    this.#records.refresh(file, at)
  }

  /** Takes note that the order exists, so the watch is late. The next question follows in 2 minutes. */
  noteFoundOrder({ name }: Doubt, at: number): void {
    const file = this.#records.fileOf(name)
    file.strayedAt = at
    this.#records.refresh(file, at)
  }

  /** Makes these names due again. */
  recheck(names: Iterable<string>): void {
    for (const name of names) this.#records.due.add(name)
  }

  /** The number of orders without a reservation, and the time when the oldest was placed. */
  undecidedOrders(): { orders: number; since?: number } {
    const { undecided } = this.#records
    let since = Number.POSITIVE_INFINITY
    for (const placedAt of undecided.values()) since = Math.min(since, placedAt)
    return undecided.size === 0 ? { orders: 0 } : { orders: undecided.size, since }
  }

  /** The plans with their desired statuses, by name. */
  planStatuses(now: number): Map<string, { plan: Plan; status: PlanStatus }> {
    const { plans, counts } = this.#records
    return new Map(
      [...plans].map(([name, { object }]) => [
        name,
        { plan: object, status: planStatus(object, { counts: counts.countsOf(name), now }) },
      ]),
    )
  }

  /** Whether nothing is known of this conference. */
  isEmpty(): boolean {
    const { plans, coupons, payments, files } = this.#records
    return plans.size === 0 && coupons.size === 0 && payments.isEmpty() && files.size === 0
  }

  /** The findings of the rules on one order, step by step; undefined if the order does not exist. */
  explain(name: string, now: number): Step[] | undefined {
    const atDesk = caseOf(this.#records.files.get(name) ?? { name })
    const moment = { now, reached: this.#readReach() }
    return (
      atDesk &&
      explainOrder(atDesk, deskFor(atDesk.order, { records: this.#records, stock: this.#records.stock, moment }))
    )
  }
}
