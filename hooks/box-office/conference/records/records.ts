import type { Reached } from '../../../rules/box-office/desk.ts'
import type { CouponFacts, PlanFacts, PoolFacts } from '../../../rules/box-office/plan.ts'
import { Stock } from '../../../rules/box-office/stock/stock.ts'
import type { Stored } from '../../../rules/reservation.ts'
import type { Plan } from '../../../schema/offer/plan.ts'
import type { SeatPool } from '../../../schema/offer/seat-pool.ts'
import { NameIndex } from '../../collections/name-index.ts'
import { createTimers } from '../../collections/timers.ts'
import { type CaseFile, isOfOrder, latestObservation, versionOf } from '../case-file/case-file.ts'
import { claimsOf } from '../case-file/claims.ts'
import { isHoping, waiterOf } from '../case-file/waiter.ts'
import { wakeTime } from '../case-file/wake-time.ts'
import { isUnjudged, isUnreserved, noteUnreserved, unreservedVersion } from '../case-file/watch-waits.ts'
import { OrderIndex, type Relation } from './order-index.ts'
import { createPaymentBook } from './payment-book.ts'
import { SaleCounts } from './sale-counts.ts'
import { createWaitlists } from './waitlists.ts'
import { wakeAffected } from './wake-orders.ts'

/**
 * Everything known of a conference, with the consequences for later decisions: due orders, waitlists and free stock. The
 * cost of a change depends only on its effects, not on the size of the sale.
 */
export class Records {
  readonly plans = new Map<string, { object: Plan; facts: PlanFacts }>()
  readonly pools = new Map<string, { object: SeatPool; facts: PoolFacts }>()
  readonly coupons = new Map<string, CouponFacts>()
  readonly payments = createPaymentBook()
  readonly files = new Map<string, CaseFile>()
  readonly stock = new Stock()
  readonly counts = new SaleCounts()
  readonly waitlists = createWaitlists()
  readonly timers = createTimers()
  /** The next start or end of the sale of each plan. */
  readonly saleDates = createTimers()
  /** The end of each coupon. */
  readonly couponEnds = createTimers()
  /** The plans by the seats that they sell (seatPrefix). */
  readonly plansBySeats = new NameIndex()
  readonly ordersOf = new OrderIndex()
  /** Names that need a new decision. */
  readonly due = new Set<string>()
  /** Plans whose seats were released since the last decision. */
  readonly freed = new Set<string>()
  /** Plans whose seats were set aside in the last decision. */
  readonly awaited = new Set<string>()
  /** Names whose reservation is newer than the watch: an answer to our write, or an object of an incomplete list. */
  readonly ahead = new Set<string>()
  /** Names with a write of unknown outcome. */
  readonly unknown = new Set<string>()
  /** Names of reservations whose order no view shows. */
  readonly strays = new Set<string>()
  /** The orders without a reservation, with the time when they were placed, in milliseconds since 1970. */
  readonly undecided = new Map<string, number>()
  /** Names whose hold costs nothing and waits for the coupon watch. */
  readonly unjudged = new Set<string>()
  /** Names of confirmed orders without a reservation that wait for the order watch: the order may no longer exist. */
  readonly unreserved = new Set<string>()
  /** The version that the coupon watch had reached when `unjudged` last became due. */
  couponsReached = 0n
  readonly #counted = new Map<string, Stored>()

  fileOf(name: string): CaseFile {
    const file = this.files.get(name) ?? { name }
    this.files.set(name, file)
    return file
  }

  /** Updates everything that depends on a file, after a change at a time in milliseconds since 1970. */
  refresh(file: CaseFile, at: number): void {
    const { name, order } = file
    const observed = latestObservation(file)
    const isAnswered = isOfOrder(file, observed)
    wakeAffected(this, this.stock.set(name, claimsOf(file)))
    this.counts.replace(this.#counted.get(name), observed?.stored)
    if (observed === undefined) this.#counted.delete(name)
    else this.#counted.set(name, observed.stored)
    this.ordersOf.set(name, { order, observed: observed?.stored.reservation })
    this.waitlists.set(name, waiterOf(file))
    if (isAnswered) file.unreservedSince = undefined
    const isStray = observed !== undefined && !isAnswered
    file.strayedAt = isStray ? (file.strayedAt ?? at) : undefined
    mark(this.strays, name, isStray)
    mark(this.ahead, name, file.own !== undefined)
    mark(this.unknown, name, file.inFlight?.state === 'unknown')
    if (order === undefined || order.deleting || isAnswered) this.undecided.delete(name)
    else this.undecided.set(name, order.placedAt)
    if (order === undefined && observed === undefined && file.inFlight === undefined) this.#forget(name)
    else this.due.add(name)
  }

  #forget(name: string): void {
    this.files.delete(name)
    this.timers.set(name, undefined)
    for (const names of [this.due, this.unjudged, this.unreserved]) names.delete(name)
  }

  /** The plans that a key of Stock means: the plan of that name, or the plans that sell these seats (seatPrefix). */
  readonly plansSharing = (key: string): Iterable<string> =>
    this.plans.has(key) ? [key] : this.plansBySeats.namesOf(key)

  /** Marks the orders of a plan or a coupon as due. */
  readonly wakeOrders = (relation: Relation, key: string): void => {
    for (const name of this.ordersOf[relation].namesOf(key)) this.due.add(name)
  }

  /** Takes note that a file was decided. It becomes due again by a change, a time or the progress of a watch. */
  settleDown(file: CaseFile, { now, reached }: { now: number; reached: Reached }): void {
    const at = wakeTime(file, { hasPlan: this.plans.has(file.order?.planRef ?? '') })
    // A time in the past has had its effect: the file becomes due when another obstacle ends.
    this.timers.set(file.name, at !== undefined && at > now ? at : undefined)
    if (!isHoping(file, now)) this.ordersOf.dropHope(file.name)
    mark(this.unjudged, file.name, isUnjudged(file, this.coupons))
    const isMissing = isUnreserved(file)
    if (isMissing) file.unreservedSince = noteUnreserved(file, reached)
    mark(this.unreserved, file.name, isMissing && reached.orders < unreservedVersion(file, reached))
    // A list can show a reservation before the watch has reached its version.
    if (versionOf(file) > reached.reservations) this.ahead.add(file.name)
  }
}

function mark(set: Set<string>, name: string, isIn: boolean): void {
  if (isIn) set.add(name)
  else set.delete(name)
}
