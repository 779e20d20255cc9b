import type { Coupon, Plan as PlanFacts } from '../rules/box-office/plan.ts'
import { type Effects, Stock } from '../rules/box-office/stock.ts'
import { placeOf, waitedTickets } from '../rules/box-office/waitlist.ts'
import type { Stored } from '../rules/reservation.ts'
import type { Plan } from '../schema/plan.ts'
import { type CaseFile, inFlightOf, isOfOrder, observedOf } from './case-file.ts'
import { NameIndex } from './name-index.ts'
import { createPaymentBook } from './payment-book.ts'
import { PlanCounts } from './plan-counts.ts'
import { createTimers } from './timers.ts'
import { createWaitlists, type Waiter } from './waitlists.ts'
import { wakeTime } from './wake-time.ts'

/**
 * What is known of a conference, and what follows from it for later decisions: who is due, who waits, what is left. One
 * change costs as much as what it changes, however large the sale is.
 */
export class Records {
  readonly plans = new Map<string, { object: Plan; facts: PlanFacts }>()
  readonly coupons = new Map<string, Coupon>()
  readonly payments = createPaymentBook()
  readonly files = new Map<string, CaseFile>()
  readonly stock = new Stock()
  readonly counts = new PlanCounts()
  readonly waitlists = createWaitlists()
  readonly timers = createTimers()
  /** Names of orders by plan, by coupon and by uid. */
  readonly ordersOf = { plan: new NameIndex(), coupon: new NameIndex(), uid: new NameIndex() }
  /** Names that may be decided otherwise than before. */
  readonly due = new Set<string>()
  /** Plans of which seats were given back since the last decision. */
  readonly freed = new Set<string>()
  /** Names with an answer of ours that the watch has not shown yet. */
  readonly ahead = new Set<string>()
  /** Names with a write whose outcome is unknown. */
  readonly unknown = new Set<string>()
  /** Names of reservations whose order is not seen. */
  readonly strays = new Set<string>()
  /** Names of orders that have no reservation. */
  readonly undecided = new Set<string>()
  /** Names whose free hold waits for the watch of the coupons. */
  readonly unjudged = new Set<string>()
  readonly #counted = new Map<string, Stored>()

  fileOf(name: string): CaseFile {
    const file = this.files.get(name) ?? { name }
    this.files.set(name, file)
    return file
  }

  /** Takes note of a change of a file, at a time in milliseconds since 1970. */
  refresh(file: CaseFile, at: number): void {
    const { name, order } = file
    const observed = observedOf(file)
    const isAnswered = isOfOrder(file, observed)
    this.#feel(this.stock.set(name, { observed: observed?.stored, inFlight: inFlightOf(file) }))
    this.counts.replace(this.#counted.get(name), observed?.stored)
    if (observed === undefined) this.#counted.delete(name)
    else this.#counted.set(name, observed.stored)
    this.ordersOf.plan.set(name, order?.planRef)
    this.ordersOf.coupon.set(name, order?.couponRef)
    this.ordersOf.uid.set(name, order?.uid)
    this.waitlists.set(name, waiterOf(file))
    const isStray = observed !== undefined && !isAnswered
    file.strayedAt = isStray ? (file.strayedAt ?? at) : undefined
    mark(this.strays, name, isStray)
    mark(this.ahead, name, file.own !== undefined)
    mark(this.unknown, name, file.inFlight?.isUnknown === true)
    mark(this.undecided, name, order !== undefined && !order.deleting && !isAnswered)
    if (order === undefined && observed === undefined && file.inFlight === undefined) this.files.delete(name)
    this.due.add(name)
  }

  /** Whoever ordered a plan or with a coupon is due. */
  readonly wakeOrders = (of: 'plan' | 'coupon', key: string): void => {
    for (const name of this.ordersOf[of].of(key)) this.due.add(name)
  }

  /** Takes note that a file was decided: what makes it due again is a change, a time, or a watch that comes further. */
  settleDown(file: CaseFile): void {
    this.timers.set(file.name, wakeTime(file, { hasPlan: this.plans.has(file.order?.planRef ?? '') }))
    mark(this.unjudged, file.name, isUnjudged(file, this.coupons))
  }

  #feel({ freed, redeemed, rivals }: Effects): void {
    for (const planRef of freed) this.freed.add(planRef)
    for (const name of rivals) this.due.add(name)
    for (const { couponRef, before, after } of redeemed) {
      const { maxRedemptions = Number.POSITIVE_INFINITY } = this.coupons.get(couponRef) ?? {}
      const crosses = before >= maxRedemptions !== after >= maxRedemptions
      if (crosses || Math.max(before, after) > maxRedemptions) this.wakeOrders('coupon', couponRef)
    }
  }
}

function isUnjudged(file: CaseFile, coupons: ReadonlyMap<string, Coupon>): boolean {
  const { decision, couponRef } = observedOf(file)?.stored.reservation ?? {}
  return decision === 'Held' && file.order?.price === 0 && couponRef !== undefined && !coupons.has(couponRef)
}

function waiterOf(file: CaseFile): Waiter | undefined {
  const { order } = file
  const observed = observedOf(file)
  if (order === undefined || !isOfOrder(file, observed)) return undefined
  const reservation = observed?.stored.reservation
  const tickets = waitedTickets(order, reservation)
  return tickets === 0 ? undefined : { ...placeOf(order, reservation), planRef: order.planRef, tickets }
}

function mark(set: Set<string>, name: string, isIn: boolean): void {
  if (isIn) set.add(name)
  else set.delete(name)
}
