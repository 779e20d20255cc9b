import { nextBoundary } from '../../../rules/box-office/dates.ts'
import type { CouponFacts, PlanFacts } from '../../../rules/box-office/plan.ts'
import { isExceeded } from '../../../rules/box-office/stock/redemptions.ts'
import type { Effects } from '../../../rules/box-office/stock/stock.ts'
import type { OrderIndex } from './order-index.ts'
import type { Records } from './records.ts'

/** Marks as due the orders that the changed claims of another order affect. */
export function wakeAffected(records: Records, { freed, redeemed, rivals }: Effects): void {
  for (const key of freed) {
    for (const planRef of records.plansSharing(key)) records.freed.add(planRef)
    records.wakeOrders('lostSeats', key)
  }
  for (const name of rivals) records.due.add(name)
  for (const change of redeemed) {
    const coupon = records.coupons.get(change.couponRef)
    if (coupon === undefined) continue
    for (const name of affectedHopefuls(records.ordersOf, coupon, change)) records.due.add(name)
    // The orders of the coupon exceed its limits, so one of them must lose it.
    if (isExceeded(coupon, change.before) || isExceeded(coupon, change.after))
      records.wakeOrders('coupon', change.couponRef)
  }
}

type Redeemed = Effects['redeemed'][number]

/** The orders whose chance to get something with a coupon has changed: none while the use is far from its limits. */
function* affectedHopefuls(orders: OrderIndex, coupon: CouponFacts, { before, after }: Redeemed): Generator<string> {
  const { name, maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY } = coupon
  if (before.redemptions >= maxRedemptions !== after.redemptions >= maxRedemptions) return yield* orders.hopefuls(name)
  if (before.tickets === after.tickets) return
  // An order gets its missing tickets if they are at most maxTickets - tickets.
  const least = maxTickets - Math.max(before.tickets, after.tickets) + 1
  const most = maxTickets - Math.min(before.tickets, after.tickets)
  yield* orders.hopefuls(name, { least, most })
  // An order for more tickets than the coupon allows in all gets another reason once the last of them is taken.
  if (least <= 1 && most >= 1) yield* orders.hopefuls(name, { least: maxTickets + 1 })
}

/**
 * Marks as due the orders whose growth depends on a date that has passed: the start or end of a sale, or the end of a coupon.
 * Any other order was judged by the time of its request, which does not change.
 */
export function wakeByDates(records: Records, now: number): void {
  for (const name of records.saleDates.take(now)) {
    records.wakeOrders('growing', name)
    const { facts } = records.plans.get(name) as { facts: PlanFacts }
    records.saleDates.set(name, nextBoundary(facts, now))
  }
  for (const couponRef of records.couponEnds.take(now)) {
    for (const name of records.ordersOf.hopefuls(couponRef)) records.due.add(name)
  }
}
