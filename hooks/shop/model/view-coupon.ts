import { couponFacts, planFacts } from '../../box-office/objects/facts.ts'
import { refusalOfLateCoupon } from '../../rules/box-office/dates.ts'
import { isCouponFor } from '../../rules/box-office/plan.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { CouponView } from './page-views.ts'

/** The coupon that an address names, and whether it applies. The statuses of the plans show how often it was used. */
export function viewCoupon(
  code: string,
  coupon: Coupon | undefined,
  { plans, now }: { plans: readonly Plan[]; now: number },
): CouponView {
  if (coupon === undefined) return { code, state: 'unknown' }
  if (refusalOfLateCoupon(couponFacts(coupon), { askedAt: now }) !== undefined) return { code, state: 'expired' }
  if (isUsedUp(coupon, plans)) return { code, state: 'usedUp' }
  const isForOne = plans.some(plan => isCouponFor(couponFacts(coupon), planFacts(plan)))
  return { code, state: isForOne ? 'applied' : 'notApplicable' }
}

function isUsedUp({ metadata: { name }, spec }: Coupon, plans: readonly Plan[]): boolean {
  if (spec.maxTickets === 0 || spec.maxRedemptions === 0) return true
  const uses = plans.flatMap(({ status }) => status?.coupons?.filter(use => use.name === name) ?? [])
  return uses.some(({ redemptionsLeft, ticketsLeft }) => redemptionsLeft === 0 || ticketsLeft === 0)
}
