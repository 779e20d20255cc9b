import { reconsiderTime } from '../../rules/box-office/answer.ts'
import type { Reached } from '../../rules/box-office/desk.ts'
import type { Order } from '../../rules/box-office/order.ts'
import type { Coupon, Plan as PlanFacts } from '../../rules/box-office/plan.ts'
import { type Effects, Stock } from '../../rules/box-office/stock/stock.ts'
import type { Stored } from '../../rules/reservation.ts'
import type { Plan } from '../../schema/plan.ts'
import { NameIndex } from '../collections/name-index.ts'
import { createTimers } from '../collections/timers.ts'
import {
  type CaseFile,
  caseOf,
  inFlightOf,
  isOfOrder,
  latestObservation,
  noteUnreserved,
  unreservedVersion,
  versionOf,
} from './case-file.ts'
import { createPaymentBook } from './payment-book.ts'
import { PlanCounts } from './plan-counts.ts'
import { waiterOf } from './waiter.ts'
import { createWaitlists } from './waitlists.ts'
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
  /**
   * Names of orders by plan, by coupon and by uid; by the coupon that they would get something with; and by plan those that
   * were confirmed in seats and have no reservation: another order may have one of these seats.
   */
  readonly ordersOf = {
    plan: new NameIndex(),
    coupon: new NameIndex(),
    uid: new NameIndex(),
    hopedCoupon: new NameIndex(),
    lostSeats: new NameIndex(),
  }
  /** Names that may be decided otherwise than before. */
  readonly due = new Set<string>()
  /** Plans whose seats were released since the last decision. */
  readonly freed = new Set<string>()
  /** Plans whose seats were set aside in the last decision. */
  readonly awaited = new Set<string>()
  /** Names with a reservation that the watch has not reached: an answer of ours, or one of a list that is not whole yet. */
  readonly ahead = new Set<string>()
  /** Names with a write whose outcome is unknown. */
  readonly unknown = new Set<string>()
  /** Names of reservations whose order is not seen. */
  readonly strays = new Set<string>()
  /** When the orders that have no reservation were placed, in milliseconds since 1970. */
  readonly undecided = new Map<string, number>()
  /** Names whose free hold waits for the watch of the coupons. */
  readonly unjudged = new Set<string>()
  /** Names that were confirmed, have no reservation, and wait for the watch of the orders: they may be gone by now. */
  readonly unreserved = new Set<string>()
  readonly #counted = new Map<string, Stored>()

  fileOf(name: string): CaseFile {
    const file = this.files.get(name) ?? { name }
    this.files.set(name, file)
    return file
  }

  /** Takes note of a change of a file, at a time in milliseconds since 1970. */
  refresh(file: CaseFile, at: number): void {
    const { name, order } = file
    const observed = latestObservation(file)
    const isAnswered = isOfOrder(file, observed)
    this.#feel(this.stock.set(name, { observed: observed?.stored, inFlight: inFlightOf(file) }))
    this.counts.replace(this.#counted.get(name), observed?.stored)
    if (observed === undefined) this.#counted.delete(name)
    else this.#counted.set(name, observed.stored)
    this.ordersOf.plan.set(name, order?.planRef)
    this.ordersOf.coupon.set(name, order?.couponRef)
    this.ordersOf.hopedCoupon.set(name, order?.couponRef)
    this.ordersOf.uid.set(name, order?.uid)
    this.ordersOf.lostSeats.set(name, isAnswered ? undefined : seatedPlanOf(order))
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

  /** Marks the orders of a plan or a coupon as due. */
  readonly wakeOrders = (of: 'plan' | 'coupon' | 'hopedCoupon' | 'lostSeats', key: string): void => {
    for (const name of this.ordersOf[of].namesOf(key)) this.due.add(name)
  }

  /** Takes note that a file was decided: what makes it due again is a change, a time, or a watch that comes further. */
  settleDown(file: CaseFile, { now, reached }: { now: number; reached: Reached }): void {
    const at = wakeTime(file, { hasPlan: this.plans.has(file.order?.planRef ?? '') })
    // A time that has come changes nothing more: what still stands in the way makes it due when it goes.
    this.timers.set(file.name, at !== undefined && at > now ? at : undefined)
    if (!isHoping(file, now)) this.ordersOf.hopedCoupon.set(file.name, undefined)
    mark(this.unjudged, file.name, isUnjudged(file, this.coupons))
    const isUnreserved = file.order?.status.payment === 'CONFIRMED' && caseOf(file)?.stored === undefined
    if (isUnreserved) file.unreservedSince = noteUnreserved(file, reached)
    mark(this.unreserved, file.name, isUnreserved && reached.orders < unreservedVersion(file, reached))
    // A list shows a reservation before the watch has come as far as that.
    if (versionOf(file) > reached.reservations) this.ahead.add(file.name)
  }

  #feel({ freed, redeemed, rivals }: Effects): void {
    for (const planRef of freed) {
      this.freed.add(planRef)
      this.wakeOrders('lostSeats', planRef)
    }
    for (const name of rivals) this.due.add(name)
    for (const { couponRef, before, after } of redeemed) {
      const { maxRedemptions = Number.POSITIVE_INFINITY } = this.coupons.get(couponRef) ?? {}
      if (before >= maxRedemptions !== after >= maxRedemptions) this.wakeOrders('hopedCoupon', couponRef)
      // The coupon has more users than it allows: one of them must give it up.
      if (Math.max(before, after) > maxRedemptions) this.wakeOrders('coupon', couponRef)
    }
  }
}

/** Whether it matters to an order that its coupon is used up, or is no longer: it has nothing yet, and is not refused for good. */
function isHoping(file: CaseFile, now: number): boolean {
  const { order, stored } = caseOf(file) ?? {}
  if (order === undefined || stored === undefined) return order !== undefined
  const { decision, quantity } = stored.reservation
  if (decision === 'Refused') return now < reconsiderTime(order, stored.reservation)
  return decision === 'Waitlisted' || (decision === 'Held' && quantity === 0)
}

function seatedPlanOf(order: Order | undefined): string | undefined {
  return order?.status.payment === 'CONFIRMED' && order.status.seats !== undefined ? order.planRef : undefined
}

function isUnjudged(file: CaseFile, coupons: ReadonlyMap<string, Coupon>): boolean {
  const { decision, couponRef } = latestObservation(file)?.stored.reservation ?? {}
  return decision === 'Held' && file.order?.price === 0 && couponRef !== undefined && !coupons.has(couponRef)
}

function mark(set: Set<string>, name: string, isIn: boolean): void {
  if (isIn) set.add(name)
  else set.delete(name)
}
