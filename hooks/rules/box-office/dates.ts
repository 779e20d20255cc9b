// A sale can have a start and an end, and a coupon can have an end. The time of a request decides: for a new order, that is
// the time at which it was placed. A refusal for a date is final. An order on the waitlist keeps its price, and is served
// after the end of the sale too.

import type { Reason } from '../reservation.ts'
import { timestamp } from '../time.ts'
import type { CouponFacts, PlanFacts } from './plan.ts'

/** The time at which an order asked for something, in milliseconds since 1970. */
export interface Asking {
  askedAt: number
}

/** The reason to refuse a request before or after the sale; undefined for one in time. */
export function refusalOfDates(plan: PlanFacts, asking: Asking): Reason | undefined {
  return refusalBeforeSale(plan, asking) ?? refusalAfterSale(plan, asking)
}

/** The reason to refuse a request before the sale; undefined for a later one. */
export function refusalBeforeSale({ name, salesStart }: PlanFacts, { askedAt }: Asking): Reason | undefined {
  if (salesStart === undefined || askedAt >= salesStart) return undefined
  const message = `The sale of the plan "${name}" begins at ${timestamp(salesStart)}: place another order then`
  return { reason: 'NotYetOnSale', message }
}

/** The reason to refuse a request after the sale; undefined for an earlier one. */
export function refusalAfterSale({ name, salesEnd }: PlanFacts, { askedAt }: Asking): Reason | undefined {
  if (salesEnd === undefined || askedAt < salesEnd) return undefined
  return { reason: 'SaleOver', message: `The sale of the plan "${name}" ended at ${timestamp(salesEnd)}` }
}

/** The reason to refuse a request after the end of a coupon; undefined for an earlier one. */
export function refusalOfLateCoupon({ name, validUntil }: CouponFacts, { askedAt }: Asking): Reason | undefined {
  if (validUntil === undefined || askedAt < validUntil) return undefined
  return { reason: 'CouponExpired', message: `The coupon "${name}" was valid until ${timestamp(validUntil)}` }
}

const dated = ['NotYetOnSale', 'SaleOver', 'CouponExpired']

/** Whether an order was refused for a date. The date has passed, so the order is never priced again. */
export function isDatedReason(reason: string | undefined): boolean {
  return reason !== undefined && dated.includes(reason)
}

/** The next start or end of a sale after `now`; undefined if there is none. All in milliseconds since 1970. */
export function nextBoundary({ salesStart, salesEnd }: PlanFacts, now: number): number | undefined {
  const ahead = [salesStart, salesEnd].filter(at => at !== undefined).filter(at => at > now)
  return ahead.length === 0 ? undefined : Math.min(...ahead)
}
