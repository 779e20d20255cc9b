import type { Reached } from '../../rules/box-office/desk.ts'
import type { Step } from '../../rules/box-office/explain.ts'
import type { Reservation } from '../../schema/reservation.ts'
import type { Write } from '../objects/reservation-object.ts'
import type { CaseFile } from './case-file/case-file.ts'
import { type Doubt, doubtOf } from './case-file/wake-time.ts'
import { decideDue, decideFully } from './decisions.ts'
import { holdBackWrite, type Outcome, resolveWrite, settleWrite } from './outcomes.ts'
import { noteProgress } from './progress.ts'
import { Records } from './records/records.ts'
import { dueTime, explainFile, isNothingKnown, planStatuses, poolStatuses, undecidedOrders } from './reports.ts'
import { type Sighting, takeSighting } from './sightings.ts'

export type { Doubt } from './case-file/wake-time.ts'
export type { Sighting } from './sightings.ts'

/** The box office of one conference. It has no clock and does no I/O; times are milliseconds since 1970. */
export class ConferenceOffice {
  readonly #records = new Records()
  readonly #readReach: () => Reached

  /** `readReach` returns the progress of the watches. It includes the version of a change before the change arrives here. */
  constructor({ readReach }: { readReach(): Reached }) {
    this.#readReach = readReach
  }

  /** Takes an object that a list or a watch shows. */
  see(sight: Sighting, at: number): void {
    takeSighting(this.#records, sight, at)
  }

  /** Takes note that the watches have progressed without a change of this conference. */
  noteReach(at: number): void {
    noteProgress(this.#records, { reached: this.#readReach(), at })
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

  /** Takes note that a write is held back. It is settled later; until then no other order waits for it. */
  holdBack({ name }: Write, at: number): void {
    this.#change({ name, at }, holdBackWrite)
  }

  /** Takes the outcome of a write. */
  settle({ name }: Write, outcome: Outcome, at: number): void {
    this.#change({ name, at }, file => settleWrite(file, { outcome, reached: this.#readReach() }))
  }

  /** Takes the result of a GET after an unknown outcome; undefined if no reservation has that name. */
  resolve(name: string, found: Reservation | undefined, at: number): void {
    this.#change({ name, at }, file => resolveWrite(file, { found, reached: this.#readReach() }))
  }

  /** The names with a write of unknown outcome. */
  unresolvedNames(): string[] {
    return [...this.#records.unknown]
  }

  /** The time of the next decision: 0 if it is due now, undefined if only a change can cause one. */
  dueTime(): number | undefined {
    return dueTime(this.#records)
  }

  /** The reservations whose order no view has shown for 2 minutes, except those whose order certainly does not exist. */
  doubts(now: number): Doubt[] {
    return [...this.#records.strays].flatMap(name => doubtOf(this.#records.fileOf(name), now) ?? [])
  }

  /** Takes note that the API server has no order of that name and uid. */
  noteMissingOrder({ name, uid }: Doubt, at: number): void {
    this.#change({ name, at }, file => {
      file.goneUid = uid
    })
  }

  /** Takes note that the order exists, so the watch is late. The order becomes doubtful again in 2 minutes. */
  noteFoundOrder({ name }: Doubt, at: number): void {
    this.#change({ name, at }, file => {
      file.strayedAt = at
    })
  }

  /** Marks these names as due. */
  recheck(names: Iterable<string>): void {
    for (const name of names) this.#records.due.add(name)
  }

  /** The number of orders without a reservation, and the time when the oldest was placed. */
  undecidedOrders(): { orders: number; since?: number } {
    return undecidedOrders(this.#records)
  }

  /** The plans with their desired statuses, by name. */
  planStatuses(now: number): ReturnType<typeof planStatuses> {
    return planStatuses(this.#records, now)
  }

  /** The pools with their desired statuses, by name. */
  poolStatuses(now: number): ReturnType<typeof poolStatuses> {
    return poolStatuses(this.#records, now)
  }

  /** Whether nothing is known of this conference. */
  isEmpty(): boolean {
    return isNothingKnown(this.#records)
  }

  /** The findings of the rules on one order, step by step; undefined if the order does not exist. */
  explain(name: string, now: number): Step[] | undefined {
    return explainFile(this.#records, { name, now, reached: this.#readReach() })
  }

  #change({ name, at }: { name: string; at: number }, change: (file: CaseFile) => void): void {
    const file = this.#records.fileOf(name)
    change(file)
    this.#records.refresh(file, at)
  }
}
