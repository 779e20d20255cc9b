import { decideOrder, releaseOrphan } from '../rules/box-office/decide.ts'
import type { Desk } from '../rules/box-office/desk.ts'
import type { Order } from '../rules/box-office/order.ts'
import type { Reached } from '../rules/box-office/reached.ts'
import { Stock } from '../rules/box-office/stock.ts'
import { byPlace, type Place, placeOf } from '../rules/box-office/waitlist.ts'
import { type CaseFile, caseOf, inFlightOf, isOfOrder, observedOf } from './case-file.ts'
import type { Records } from './records.ts'
import type { Write } from './reservation-object.ts'
import type { Waiter } from './waitlists.ts'

/** The time of a decision in milliseconds since 1970, and how far the watches have come. */
export interface Moment {
  now: number
  reached: Reached
}

/** Decides everything that is due, in the order of the waitlist. Each write is in flight from then on. */
export function decideDue(records: Records, moment: Moment): Write[] {
  for (const name of records.timers.take(moment.now)) records.due.add(name)
  const writes: Write[] = []
  for (const file of inOrder(records)) {
    const write = decideFile(file, { records, stock: records.stock, moment })
    if (write !== undefined) {
      file.inFlight = { write, isUnknown: false }
      records.refresh(file, moment.now)
      writes.push(write)
      // What happens to the write makes it due again.
      records.due.delete(file.name)
    }
    records.settleDown(file)
  }
  return writes
}

/** Decides everything anew: the specification of `decideDue`. Changes nothing. */
export function decideFully(records: Records, moment: Moment): Write[] {
  const stock = new Stock()
  const files = [...records.files.values()]
  for (const file of files) stock.set(file.name, claimsOf(file))
  return files.sort(byPlaceOf).flatMap(file => {
    const write = decideFile(file, { records, stock, moment })
    if (write === undefined) return []
    stock.set(file.name, { ...claimsOf(file), inFlight: write.spec })
    return [write]
  })
}

/** The write that follows from what is known under a name; undefined where nothing is to be written. */
function decideFile(file: CaseFile, of: { records: Records; stock: Stock; moment: Moment }): Write | undefined {
  if (file.inFlight !== undefined) return undefined
  const atDesk = caseOf(file)
  if (atDesk === undefined) return releaseStray(file)
  const { reservation } = decideOrder(atDesk, deskFor(atDesk.order, of))
  const { name, uid } = atDesk.order
  return reservation && withBase(file, { name, spec: reservation, order: { name, uid } })
}

/** What the box office has in hand while it decides on an order. */
export function deskFor(
  { planRef, couponRef = '' }: Order,
  { records, stock, moment }: { records: Records; stock: Stock; moment: Moment },
): Desk {
  return { plan: records.plans.get(planRef)?.facts, coupon: records.coupons.get(couponRef), stock, ...moment }
}

function releaseStray(file: CaseFile): Write | undefined {
  const { stored } = observedOf(file) ?? {}
  if (stored === undefined || file.goneUid !== stored.reservation.orderUid) return undefined
  const { orderRef, orderUid } = stored.reservation
  const spec = releaseOrphan(stored.reservation)
  return spec && withBase(file, { name: file.name, spec, order: { name: orderRef, uid: orderUid } })
}

function withBase(file: CaseFile, write: Write): Write {
  const base = observedOf(file)?.base
  return base === undefined ? write : { ...write, base }
}

function claimsOf(file: CaseFile) {
  return { observed: observedOf(file)?.stored, inFlight: inFlightOf(file) }
}

function placeOfFile(file: CaseFile): Place {
  const { name, order } = file
  const observed = observedOf(file)
  if (order === undefined) return { at: 0, name, uid: '' }
  return placeOf(order, isOfOrder(file, observed) ? observed?.stored.reservation : undefined)
}

function byPlaceOf(a: CaseFile, b: CaseFile): number {
  return byPlace(placeOfFile(a), placeOfFile(b))
}

/** Who is due, and who waits for what was given back as long as some of that is left: first come, first served. */
function* inOrder(records: Records): Generator<CaseFile> {
  const served = new Set<string>()
  const due: CaseFile[] = []
  const lanes = [...records.freed].map(planRef => laneOf(records, planRef, served))
  records.freed.clear()
  for (let place: Place = first; ; ) {
    queueDue(records, { due, served, place })
    const waiter = firstOf(lanes)
    const next = due.at(-1)
    if (next === undefined && waiter === undefined) return
    const isWaiter = waiter !== undefined && (next === undefined || byPlace(waiter, placeOfFile(next)) < 0)
    const file = isWaiter ? records.fileOf(waiter.name) : (due.pop() as CaseFile)
    place = placeOfFile(file)
    if (served.has(file.name)) continue
    served.add(file.name)
    yield file
  }
}

const first: Place = { at: Number.NEGATIVE_INFINITY, name: '', uid: '' }

/** Takes who became due meanwhile, unless it was at the desk already or its turn is over: that is the next decision's. */
function queueDue(
  records: Records,
  { due, served, place }: { due: CaseFile[]; served: ReadonlySet<string>; place: Place },
): void {
  if (records.due.size === 0) return
  const before = due.length
  for (const name of records.due) {
    const file = records.files.get(name)
    const isLate = file !== undefined && (served.has(name) || byPlace(placeOfFile(file), place) < 0)
    if (isLate) continue
    records.due.delete(name)
    if (file !== undefined) due.push(file)
  }
  // The next one is the last.
  if (due.length > before) due.sort((a, b) => byPlaceOf(b, a))
}

/** Gives the first who waits for no more than is left of a plan and was not at the desk yet. */
type Lane = () => Waiter | undefined

function laneOf(records: Records, planRef: string, served: ReadonlySet<string>): Lane {
  const plan = records.plans.get(planRef)?.facts
  const waiters = [...records.waitlists.of(planRef)]
  let next = 0
  return () => {
    const free = plan === undefined ? 0 : records.stock.free(plan)
    if (free <= 0) return undefined
    for (let waiter = waiters[next]; waiter !== undefined; next += 1, waiter = waiters[next]) {
      if (waiter.tickets <= free && !served.has(waiter.name)) return waiter
    }
    return undefined
  }
}

function firstOf(lanes: readonly Lane[]): Waiter | undefined {
  return lanes.flatMap(lane => lane() ?? []).sort(byPlace)[0]
}
