import { explainOrder, type Step } from '../../rules/box-office/explain.ts'
import type { CouponFacts, PlanFacts } from '../../rules/box-office/plan.ts'
import type { CouponCounts } from '../../rules/box-office/stock/redemptions.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import { type CouponUse, mostCoupons, type PlanStatus } from '../../schema/offer/plan-status.ts'
import type { SeatPool, SeatPoolStatus } from '../../schema/offer/seat-pool.ts'
import { planStatus, poolStatus, seatsLeft } from '../objects/plan-status.ts'
import { caseOf } from './case-file/case-file.ts'
import { deskFor, type Moment } from './decisions.ts'
import type { Records } from './records/records.ts'

/** The number of orders without a reservation, and the time when the oldest was placed, in milliseconds since 1970. */
export function undecidedOrders({ undecided }: Records): { orders: number; since?: number } {
  let since = Number.POSITIVE_INFINITY
  for (const placedAt of undecided.values()) since = Math.min(since, placedAt)
  return undecided.size === 0 ? { orders: 0 } : { orders: undecided.size, since }
}

/** The time of the next decision: 0 if it is due now, undefined if only a change can cause one. */
export function dueTime({ due, freed, timers, saleDates, couponEnds }: Records): number | undefined {
  if (due.size > 0 || freed.size > 0) return 0
  const times = [timers.next(), saleDates.next(), couponEnds.next()].filter(at => at !== undefined)
  return times.length === 0 ? undefined : Math.min(...times)
}

/** Whether nothing is known of the conference. */
export function isNothingKnown({ plans, pools, coupons, payments, files }: Records): boolean {
  return [plans, pools, coupons, files].every(({ size }) => size === 0) && payments.isEmpty()
}

/** The plans with their desired statuses, by name. */
export function planStatuses(records: Records, now: number): Map<string, { plan: Plan; status: PlanStatus }> {
  const limited = [...records.coupons.values()].filter(coupon => isLimited(coupon) && coupon.planRef !== undefined)
  const ofOnePlan = Map.groupBy(limited, ({ planRef }) => planRef)
  return new Map(
    [...records.plans].map(([name, { object, facts }]) => {
      const coupons = [...(ofOnePlan.get(name) ?? []), ...sharedCoupons(records, name)]
      const listed = coupons.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostCoupons)
      const uses = listed.map(coupon => useOf(coupon, records.stock.useOf(coupon.name)))
      const left = leftOf(records, facts)
      const status = planStatus(object, { counts: records.counts.ofPlan(name), left, coupons: uses, now })
      return [name, { plan: object, status }]
    }),
  )
}

/** The pools with their desired statuses, by name. */
export function poolStatuses(
  { pools, counts }: Records,
  now: number,
): Map<string, { pool: SeatPool; status: SeatPoolStatus }> {
  return new Map(
    [...pools].map(([name, { object }]) => [
      name,
      { pool: object, status: poolStatus(object, { counts: counts.ofPool(name), now }) },
    ]),
  )
}

/** The seats that a plan can still sell, within its own capacity and that of its pool. */
function leftOf({ counts, pools }: Records, plan: PlanFacts): number | 'PoolNotFound' | undefined {
  const own =
    plan.capacity === undefined ? Number.POSITIVE_INFINITY : seatsLeft(plan.capacity, counts.ofPlan(plan.name))
  if (plan.poolRef === undefined) return plan.capacity === undefined ? undefined : own
  const pool = pools.get(plan.poolRef)?.facts
  return pool === undefined ? 'PoolNotFound' : Math.min(own, seatsLeft(pool.capacity, counts.ofPool(pool.name)))
}

function isLimited({ maxRedemptions, maxTickets }: CouponFacts): boolean {
  return maxRedemptions !== undefined || maxTickets !== undefined
}

/** The limited coupons that are valid for every plan, and that orders of this plan used for tickets held or sold. */
function sharedCoupons({ coupons, counts }: Records, plan: string): CouponFacts[] {
  const used = [...counts.couponsOf(plan)].flatMap(name => coupons.get(name) ?? [])
  return used.filter(coupon => isLimited(coupon) && coupon.planRef === undefined)
}

function useOf({ name, maxRedemptions, maxTickets }: CouponFacts, { redemptions, tickets }: CouponCounts): CouponUse {
  return {
    name,
    redemptions,
    ...(maxRedemptions !== undefined && { redemptionsLeft: Math.max(0, maxRedemptions - redemptions) }),
    tickets,
    ...(maxTickets !== undefined && { ticketsLeft: Math.max(0, maxTickets - tickets) }),
  }
}

/** The findings of the rules on one order, step by step; undefined if the order does not exist. */
export function explainFile(records: Records, { name, ...moment }: Moment & { name: string }): Step[] | undefined {
  const atDesk = caseOf(records.files.get(name) ?? { name })
  return atDesk && explainOrder(atDesk, deskFor(atDesk.order, { records, stock: records.stock, moment }))
}
