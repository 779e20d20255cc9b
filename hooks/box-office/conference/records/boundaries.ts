import { nextBoundary } from '../../../rules/box-office/dates.ts'
import type { PlanFacts } from '../../../rules/box-office/plan.ts'
import type { Records } from './records.ts'

/**
 * Makes the orders due whose growth depends on a date that has passed: the begin or end of a sale, or the end of a coupon.
 * Any other order was judged by the time at which it asked, and that does not change.
 */
export function passBoundaries(records: Records, now: number): void {
  for (const name of records.saleDates.take(now)) {
    records.wakeOrders('growing', name)
    const { facts } = records.plans.get(name) as { facts: PlanFacts }
    records.saleDates.set(name, nextBoundary(facts, now))
  }
  for (const couponRef of records.couponEnds.take(now)) {
    for (const name of records.ordersOf.hopefuls(couponRef)) records.due.add(name)
  }
}
