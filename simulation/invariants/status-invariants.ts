import { isDeepStrictEqual } from 'node:util'
import type { ConferenceOffice } from '../../hooks/box-office/conference/conference-office.ts'
import { isHolding } from '../../hooks/rules/reservation.ts'
import type { Coupon } from '../../hooks/schema/offer/coupon.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { type End, seatsLeft, useOf } from './convergence.ts'

/** The wrong numbers in the statuses of plans and pools of each box office. */
export function statusFaults(end: End, conferences: readonly ConferenceOffice[], now: number): string[] {
  return conferences.flatMap(conference => {
    const [plans, pools] = [conference.planStatuses(now), conference.poolStatuses(now)]
    return [
      ...end.list('Plan').flatMap(plan => {
        const { name } = plan.metadata
        const { held, sold, waiting, left, coupons } = plans.get(name)?.status ?? {}
        const told = { held, sold, waiting, left, coupons }
        return statusFault(`plan "${name}"`, told, planNumbers(plan, end))
      }),
      ...end.list('SeatPool').flatMap(({ metadata: { name }, spec: { capacity } }) => {
        const { held, sold, waiting, left } = pools.get(name)?.status ?? {}
        const counts = countsOf(end, spec => spec.poolRef === name)
        const due = { ...counts, left: Math.max(0, capacity - counts.held - counts.sold) }
        return statusFault(`pool "${name}"`, { held, sold, waiting, left }, due)
      }),
    ]
  })
}

function statusFault(what: string, told: object, due: object): string[] {
  if (isDeepStrictEqual(told, due)) return []
  return [`statusIsTold: ${what} reports ${JSON.stringify(told)} instead of ${JSON.stringify(due)}`]
}

function planNumbers(plan: Plan, end: End) {
  const { name } = plan.metadata
  const left = Math.max(0, seatsLeft(plan, end))
  const coupons = end.list('Coupon').filter(({ spec }) => (spec.maxRedemptions ?? spec.maxTickets) !== undefined)
  const uses = coupons.filter(coupon => concerns(coupon, name, end)).map(coupon => couponNumbers(coupon, end))
  return {
    ...countsOf(end, spec => spec.planRef === name),
    left: left === Number.POSITIVE_INFINITY ? undefined : left,
    coupons: uses.length === 0 ? undefined : uses.sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Whether a coupon is for the plan, or for all and in use for this one. */
function concerns({ metadata: { name }, spec }: Coupon, plan: string, { list }: End): boolean {
  if (spec.planRef !== undefined) return spec.planRef === plan
  return list('Reservation').some(
    ({ spec }) => isHolding(spec) && spec.couponRef === name && spec.planRef === plan && spec.quantity > 0,
  )
}

function couponNumbers({ metadata: { name }, spec: { maxRedemptions, maxTickets } }: Coupon, end: End) {
  const { redemptions, tickets } = useOf(name, end)
  return {
    ...{ name, redemptions, tickets },
    ...(maxRedemptions !== undefined && { redemptionsLeft: Math.max(0, maxRedemptions - redemptions) }),
    ...(maxTickets !== undefined && { ticketsLeft: Math.max(0, maxTickets - tickets) }),
  }
}

function countsOf({ list }: End, isMeant: (spec: Reservation['spec']) => boolean) {
  const count = (decision: string) =>
    list('Reservation').reduce(
      (sum, { spec }) => sum + (spec.decision === decision && isMeant(spec) ? spec.quantity : 0),
      0,
    )
  return { held: count('Held'), sold: count('Sold'), waiting: count('Waitlisted') }
}
