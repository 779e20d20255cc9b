import { reconsiderTime } from '../../../rules/box-office/new-order.ts'
import type { CouponFacts } from '../../../rules/box-office/plan.ts'
import { hasUnmetTickets } from '../../../rules/box-office/waitlist.ts'
import { type CaseFile, caseOf, latestObservation } from './case-file.ts'

/** Whether a change of free redemptions matters to an order: it has nothing yet, or asks for more, and is not refused for good. */
export function isHoping(file: CaseFile, now: number): boolean {
  const { order, stored } = caseOf(file) ?? {}
  if (order === undefined || stored === undefined) return order !== undefined
  const { decision } = stored.reservation
  if (decision === 'Refused') return now < reconsiderTime(order, stored.reservation)
  return (
    decision === 'Waitlisted' ||
    (decision === 'Held' && stored.reservation.quantity === 0) ||
    hasUnmetTickets(order, stored.reservation)
  )
}

/** Whether a hold costs nothing and waits for the coupon watch to show its coupon. */
export function isUnjudged(file: CaseFile, coupons: ReadonlyMap<string, CouponFacts>): boolean {
  const { decision, couponRef } = latestObservation(file)?.stored.reservation ?? {}
  return decision === 'Held' && file.order?.price === 0 && couponRef !== undefined && !coupons.has(couponRef)
}
