import type { CouponFacts } from '../../../rules/box-office/plan.ts'
import { type CouponUse, isExceeded } from '../../../rules/box-office/stock/redemptions.ts'
import type { Effects } from '../../../rules/box-office/stock/stock.ts'
import type { Records } from './records.ts'

/** Makes the orders due that the changed claims of another order affect. */
export function applyEffects(records: Records, { freed, redeemed, rivals }: Effects): void {
  for (const key of freed) {
    for (const planRef of records.plansSharing(key)) records.freed.add(planRef)
    records.wakeOrders('lostSeats', key)
  }
  for (const name of rivals) records.due.add(name)
  for (const { couponRef, before, after } of redeemed) {
    const coupon = records.coupons.get(couponRef)
    if (coupon === undefined) continue
    if (isNewsToHopefuls(coupon, before, after)) records.wakeOrders('hopedCoupon', couponRef)
    // The coupon gives more than it allows: one of its orders must lose it.
    if (isExceeded(coupon, before) || isExceeded(coupon, after)) records.wakeOrders('coupon', couponRef)
  }
}

/** The highest number of tickets of one order. */
const mostTickets = 100

/** Whether an order may get something with a coupon now, or no longer. Far from a limit no order is affected. */
function isNewsToHopefuls(
  { maxRedemptions = Number.POSITIVE_INFINITY, maxTickets = Number.POSITIVE_INFINITY }: CouponFacts,
  before: CouponUse,
  after: CouponUse,
): boolean {
  if (before.redemptions >= maxRedemptions !== after.redemptions >= maxRedemptions) return true
  return before.tickets !== after.tickets && Math.max(before.tickets, after.tickets) + mostTickets > maxTickets
}
