import { hasSeats } from '../../rules/box-office/plan.ts'
import { comparePlaces, type WaitlistPlace } from '../../rules/box-office/waitlist.ts'
import { createHeap } from '../collections/heap.ts'
import type { CaseFile } from './case-file/case-file.ts'
import { placeOfFile, type Waiter } from './case-file/waiter.ts'
import type { Records } from './records/records.ts'

interface Turn {
  file: CaseFile
  place: WaitlistPlace
}

/**
 * Yields the due orders, and waiting orders while released seats are left, by their places in the sequence. An order that
 * becomes due after its turn, or a second time, stays due for the next decision.
 */
export function* takeTurns(records: Records): Generator<CaseFile, void, undefined> {
  const served = new Set<string>()
  const late = new Set<string>()
  const queue = createHeap<Turn>((a, b) => comparePlaces(a.place, b.place))
  const lanes = [...new Set([...records.freed, ...records.awaited])].map(planRef => createLane(records, planRef))
  records.freed.clear()
  records.awaited.clear()
  for (let place: WaitlistPlace = front; ; ) {
    for (const name of records.due) {
      const file = records.files.get(name)
      if (file === undefined) continue
      const turn = { file, place: placeOfFile(file) }
      if (served.has(name) || comparePlaces(turn.place, place) < 0) late.add(name)
      else queue.push(turn)
    }
    records.due.clear()
    const waiter = firstOf(lanes, served)
    const next = queue.first()
    const isWaiter = waiter !== undefined && (next === undefined || comparePlaces(waiter, next.place) < 0)
    const turn = isWaiter ? { file: records.fileOf(waiter.name), place: waiter } : queue.pop()
    if (turn === undefined) break
    place = turn.place
    if (served.has(turn.file.name)) continue
    served.add(turn.file.name)
    yield turn.file
  }
  for (const name of late) records.due.add(name)
}

const front: WaitlistPlace = { at: Number.NEGATIVE_INFINITY, name: '', uid: '' }

/** Returns the first unserved order of a plan's waitlist that asks for no more tickets than are free. */
type Lane = (served: ReadonlySet<string>) => Waiter | undefined

/** During one decision the free seats only decrease, so the lane never returns to an order that asked for too many. */
function createLane(records: Records, planRef: string): Lane {
  const plan = records.plans.get(planRef)?.facts
  const pool = records.pools.get(plan?.poolRef ?? '')?.facts
  let place = front
  return served => {
    // An inactive plan sells nothing, and a plan without seats has no waitlist.
    const tickets = plan?.active && hasSeats(plan) ? records.stock.countFreeSeats({ plan, pool }) : 0
    for (;;) {
      const waiter = tickets > 0 ? records.waitlists.next(planRef, { place, tickets }) : undefined
      if (waiter === undefined || !served.has(waiter.name)) return waiter
      place = waiter
    }
  }
}

function firstOf(lanes: readonly Lane[], served: ReadonlySet<string>): Waiter | undefined {
  let first: Waiter | undefined
  for (const lane of lanes) {
    const waiter = lane(served)
    if (waiter !== undefined && (first === undefined || comparePlaces(waiter, first) < 0)) first = waiter
  }
  return first
}
