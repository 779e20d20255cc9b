import { decideOrder } from '../../rules/box-office/decide.ts'
import { type Desk, openDesk, type Reached } from '../../rules/box-office/desk.ts'
import { grantableTickets } from '../../rules/box-office/hold/grant-more.ts'
import { releaseOrphan } from '../../rules/box-office/hold/release.ts'
import type { OrderFacts } from '../../rules/box-office/order.ts'
import { Stock } from '../../rules/box-office/stock/stock.ts'
import { comparePlaces, hasUnmetTickets } from '../../rules/box-office/waitlist.ts'
import type { Write } from '../objects/reservation-object.ts'
import { type CaseFile, caseOf, latestObservation } from './case-file/case-file.ts'
import { claimsOf } from './case-file/claims.ts'
import { placeOfFile, waiterOf } from './case-file/waiter.ts'
import { unreservedVersion } from './case-file/watch-waits.ts'
import type { Records } from './records/records.ts'
import { wakeByDates } from './records/wake-orders.ts'
import { takeTurns } from './turns.ts'

/** The time of a decision in milliseconds since 1970, and the progress of the watches. */
export interface Moment {
  now: number
  reached: Reached
}

/** Decides all due orders, in the order of the waitlist. Each returned write is in flight from then on. */
export function decideDue(records: Records, moment: Moment): Write[] {
  for (const name of records.timers.take(moment.now)) records.due.add(name)
  wakeByDates(records, moment.now)
  const writes: Write[] = []
  const defects: { name: string; error: unknown }[] = []
  for (const file of takeTurns(records)) {
    let write: Write | undefined
    try {
      write = decideFile(file, { records, stock: records.stock, moment })
    } catch (error) {
      defects.push({ name: file.name, error })
      continue
    }
    if (write !== undefined) {
      file.inFlight = { write, state: 'under way' }
      records.refresh(file, moment.now)
      writes.push(write)
      // The order becomes due again with the outcome of the write. Until then, decisions set aside the seats that it lacks.
      records.due.delete(file.name)
      if (file.order !== undefined && hasUnmetTickets(file.order, write.spec)) records.awaited.add(file.order.planRef)
    }
    records.settleDown(file, moment)
  }
  for (const key of records.stock.clearSetAside()) {
    for (const planRef of records.plansSharing(key)) records.awaited.add(planRef)
  }
  const [defect] = defects
  // A defect of one order must neither block the others nor lose their decisions: it is thrown when no write is left.
  if (defect !== undefined && writes.length === 0) throw defect.error
  for (const { name } of defects) records.due.add(name)
  return writes
}

/** Decides everything anew: the specification of `decideDue`. Changes nothing. */
export function decideFully(records: Records, moment: Moment): Write[] {
  const stock = new Stock()
  const files = [...records.files.values()]
  for (const file of files) stock.note(file.name, claimsOf(file))
  const turns = files.map(file => ({ file, place: placeOfFile(file) })).sort((a, b) => comparePlaces(a.place, b.place))
  return turns.flatMap(({ file }) => {
    const write = decideFile(file, { records, stock, moment })
    if (write === undefined) return []
    stock.note(file.name, { ...claimsOf(file), inFlight: write.spec })
    return [write]
  })
}

/** Decides a case file and returns the write; undefined if nothing changes. */
function decideFile(file: CaseFile, state: { records: Records; stock: Stock; moment: Moment }): Write | undefined {
  if (file.inFlight !== undefined) {
    keepPlace(file, state)
    return undefined
  }
  const atDesk = caseOf(file)
  if (atDesk === undefined) return releaseStray(file)
  const since = unreservedVersion(file, state.moment.reached)
  const { reservation } = decideOrder({ ...atDesk, unreservedSince: since }, deskFor(atDesk.order, state))
  const { name, uid } = atDesk.order
  return reservation && addBase(file, { name, spec: reservation, order: { name, uid } })
}

/** Sets aside seats for a waiting order while its write is under way, so that no later order takes them. */
function keepPlace(file: CaseFile, state: { records: Records; stock: Stock; moment: Moment }): void {
  const { order, inFlight } = file
  if (order === undefined || inFlight === undefined || waiterOf(file) === undefined) return
  const desk = openDesk(deskFor(order, state))
  const tickets = desk === undefined ? 0 : grantableTickets(order, inFlight.write.spec, desk)
  if (desk !== undefined && tickets > 0) state.stock.setAside(desk, tickets)
}

/** The desk for an order: its plan, pool and coupon, the stock, and the moment. */
export function deskFor(
  { planRef, couponRef = '' }: OrderFacts,
  { records, stock, moment }: { records: Records; stock: Stock; moment: Moment },
): Desk {
  const plan = records.plans.get(planRef)?.facts
  const pool = records.pools.get(plan?.poolRef ?? '')?.facts
  return { plan, pool, coupon: records.coupons.get(couponRef), stock, ...moment }
}

function releaseStray(file: CaseFile): Write | undefined {
  const { stored } = latestObservation(file) ?? {}
  if (stored === undefined || file.goneUid !== stored.reservation.orderUid) return undefined
  const { orderRef, orderUid } = stored.reservation
  const spec = releaseOrphan(stored.reservation)
  return spec && addBase(file, { name: file.name, spec, order: { name: orderRef, uid: orderUid } })
}

function addBase(file: CaseFile, write: Write): Write {
  const base = latestObservation(file)?.base
  return base === undefined ? write : { ...write, base }
}
