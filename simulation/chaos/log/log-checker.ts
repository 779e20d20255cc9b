import { type Checker, createChecker } from '../../invariants/checker.ts'
import { type SaleRecords, setOrDelete } from '../../invariants/records.ts'
import { hallOf, planOf } from '../../invariants/seat-invariants.ts'
import { type Change, type Kinds, kindNames } from '../../server/stored.ts'
import { createRealms } from '../realms.ts'
import { createTillRecords, type TillRecords } from '../till/till-records.ts'
import { createContinuity } from './continuity.ts'
import { numberOf } from './invariant-numbers.ts'
import type { Entry, RealmChange } from './log-entry.ts'

/** A broken promise: its sentence, its revision and its objects. */
export interface Violation {
  /** Such as "I1 noSeatIsSoldTwice: …". */
  sentence: string
  /** Undefined for a fault of the end, or of the acknowledged reports. */
  revision?: number
  objects: object[]
}

/** Replays a watch log: checks each revision against all earlier ones, and knows the present objects. */
export interface LogChecker {
  records: SaleRecords
  till: TillRecords
  check(entry: Entry): Violation[]
  list<K extends keyof Kinds>(kind: K): Kinds[K][]
  /** The number of checked revisions. */
  checkedCount(): number
  /** The number of holds that were granted seats of another hold. Late views cause them, and the audit ends them. */
  challengedCount(): number
}

// The highest age of a view, in milliseconds: as long as a hold waits for a late view of its payment.
const lagMs = 30_000

/** A checker for a system with one API server, where no process starts from views that are all older than the decisions. */
export function createLogChecker(): LogChecker {
  const checker = createChecker({ oldViews: false, lagMs })
  const continuity = createContinuity()
  const realms = createRealms()
  const till = createTillRecords()
  const stored = Object.fromEntries(kindNames.map(kind => [kind, new Map()])) as {
    [K in keyof Kinds]: Map<string, Kinds[K]>
  }
  let checked = 0
  let challenged = 0
  return {
    records: checker.records,
    till,
    list: kind => [...stored[kind].values()],
    checkedCount: () => checked,
    challengedCount: () => challenged,
    check(entry) {
      checked += 1
      const broken = [continuity.check(entry)]
      if (isRealm(entry)) broken.push(realms.check(entry))
      else {
        if (overlaps(entry, checker.records)) challenged += 1
        broken.push(...checkChange(checker, entry), till.check(entry, checker.records))
        setOrDelete(stored[entry.kind] as Map<string, unknown>, entry.name, entry.after)
      }
      return broken.filter(fault => fault !== undefined).map(fault => violation(fault, entry))
    },
  }
}

function isRealm(entry: Entry): entry is RealmChange & { follows: number | undefined } {
  return entry.kind === 'Conference' || entry.kind === 'Namespace'
}

function checkChange(checker: Checker, change: Change): (string | undefined)[] {
  return [checker.check(change), soldWithinCapacity(change, checker.records)]
}

/** I1: a plan sells at most as many tickets as its capacity, whatever their seats. */
function soldWithinCapacity(change: Change, records: SaleRecords): string | undefined {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Sold') return undefined
  const plan = planOf(change.after, records)
  const versions = records.plans.get(plan) ?? []
  const capacity = Math.max(...versions.map(({ object }) => object?.spec.capacity ?? Number.POSITIVE_INFINITY))
  const sold = [...records.reservations.values()]
    .filter(other => other.spec.decision === 'Sold' && planOf(other, records) === plan)
    .reduce((sum, { spec }) => sum + spec.quantity, 0)
  return sold <= capacity
    ? undefined
    : `soldWithinCapacity: ${sold} of ${capacity} seats are sold with "${change.name}"`
}

function overlaps(change: Change, records: SaleRecords): boolean {
  if (change.kind !== 'Reservation' || change.after?.spec.decision !== 'Held') return false
  const seats = new Set(change.after.spec.seats)
  for (const seat of change.before?.spec.seats ?? []) seats.delete(seat)
  const hall = hallOf(change.after, records)
  return [...records.reservations.values()].some(
    other =>
      other.metadata.name !== change.name &&
      hallOf(other, records) === hall &&
      other.spec.seats?.some(seat => seats.has(seat)),
  )
}

function violation(fault: string, { kind, name, revision, before, after }: Entry): Violation {
  return { sentence: `${numberOf(fault)}${fault}`, revision, objects: [{ kind, name, before, after }] }
}
