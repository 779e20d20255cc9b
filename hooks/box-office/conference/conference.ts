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
 * How a write ended: what the API server stored, 'refused' when it is certainly not done, 'unknown' when nobody can say:
 * then it counts as done until the watch or a GET says otherwise.
 */
export type Outcome = { stored: Reservation } | 'refused' | 'unknown'

/** The box office of one conference: what it saw, what it writes. It has no clock and does no I/O; times are milliseconds since 1970. */
export class Conference {
  readonly #records = new Records()
  readonly #readReach: () => Reached
  /** How far the watch of the coupons had come. */
  #coupons = 0n

  /** `reached` tells how far the watches have come; they tell of a change before that is seen here. */
  constructor({ readReach }: { readReach(): Reached }) {
    this.#readReach = readReach
  }

  /** Takes what a list or a watch shows. */
  see(sight: Sight, at: number): void {
    takeSight(this.#records, sight, at)
  }

  /** The watches have come further without telling of a change here. */
  noteReach(at: number): void {
    const { orders, reservations, coupons } = this.#readReach()
    for (const name of this.#records.ahead) {
      const file = this.#records.fileOf(name)
      // The watch has passed what was written, and does not show it: it is gone.
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
   * Decides everything that can be decided now. The caller carries out each write and calls `settle`; until then the order
   * of that name is not decided again, and what the write takes counts as taken.
   */
  decide(now: number): Write[] {
    this.noteReach(now)
    return decideDue(this.#records, { now, reached: this.#readReach() })
  }

  /** The same by the specification: every order is decided anew. Changes nothing. */
  decideFully(now: number): Write[] {
    return decideFully(this.#records, { now, reached: this.#readReach() })
  }

  /** A write was refused, and is held back: it is settled later, and until then nobody waits for it. */
  holdBack({ name }: Write, at: number): void {
    const file = this.#records.fileOf(name)
    if (file.inFlight !== undefined) file.inFlight.state = 'held back'
    this.#records.refresh(file, at)
  }

  /** Tells how a write ended. */
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

  /** Tells what a GET showed after an outcome was unknown; undefined: there is no such object. */
  resolve(name: string, found: Reservation | undefined, at: number): void {
    const file = this.#records.fileOf(name)
    if (file.inFlight?.state === 'unknown') file.inFlight = undefined
    if (found !== undefined) takeAnswer(file, found, this.#readReach())
    this.#records.refresh(file, at)
  }

  /** Names with a write whose outcome is still unknown. */
  unresolvedNames(): string[] {
    return [...this.#records.unknown]
  }

  /** When there is something to decide: at once (0), at a time, or undefined: not before something changes. */
  dueTime(): number | undefined {
    const { due, freed, timers } = this.#records
    return due.size > 0 || freed.size > 0 ? 0 : timers.next()
  }

  /** Reservations whose order has not been seen for 2 minutes, and of which the API server was not asked yet. */
  doubts(now: number): Doubt[] {
    return [...this.#records.strays].flatMap(name => doubtOf(this.#records.fileOf(name), now) ?? [])
  }

  /** The API server has no order of that name and uid. */
  noteMissingOrder({ name, uid }: Doubt, at: number): void {
    const file = this.#records.fileOf(name)
    file.goneUid = uid
    this.#records.refresh(file, at)
  }

  /** It has one: the watch is late. It is asked again in 2 minutes. */
  noteFoundOrder({ name }: Doubt, at: number): void {
    const file = this.#records.fileOf(name)
    file.strayedAt = at
    this.#records.refresh(file, at)
  }

  /** These names are decided again, whatever is known of them. */
  recheck(names: Iterable<string>): void {
    for (const name of names) this.#records.due.add(name)
  }

  /** Orders without a reservation: how many, and when the oldest was placed. */
  undecidedOrders(): { orders: number; since?: number } {
    const { undecided } = this.#records
    let since = Number.POSITIVE_INFINITY
    for (const placedAt of undecided.values()) since = Math.min(since, placedAt)
    return undecided.size === 0 ? { orders: 0 } : { orders: undecided.size, since }
  }

  /** The plans, and what their statuses should say. */
  planStatuses(now: number): Map<string, { plan: Plan; status: PlanStatus }> {
    const { plans, counts } = this.#records
    return new Map(
      [...plans].map(([name, { object }]) => [
        name,
        { plan: object, status: planStatus(object, { counts: counts.countsOf(name), now }) },
      ]),
    )
  }

  /** Whether nothing is known of it. */
  isEmpty(): boolean {
    const { plans, coupons, payments, files } = this.#records
    return plans.size === 0 && coupons.size === 0 && payments.isEmpty() && files.size === 0
  }

  /** What the rules say of one order, step by step; undefined where there is no such order. */
  explain(name: string, now: number): Step[] | undefined {
    const atDesk = caseOf(this.#records.files.get(name) ?? { name })
    const moment = { now, reached: this.#readReach() }
    return (
      atDesk &&
      explainOrder(atDesk, deskFor(atDesk.order, { records: this.#records, stock: this.#records.stock, moment }))
    )
  }
}
