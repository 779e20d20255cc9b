/** What the box office reads of a plan. */
export interface Plan {
  name: string
  price: number
  currency: string
  active: boolean
  capacity?: number | undefined
}

/** What it reads of a coupon. */
export interface Coupon {
  price: number
  planRef?: string | undefined
  maxRedemptions?: number | undefined
}

/** Whether an order needs something of which there is only so much; a coupon that is not seen may be a limited one. */
export function needsScarce(plan: Plan, couponRef: string | undefined, coupon: Coupon | undefined): boolean {
  if (plan.capacity !== undefined) return true
  if (couponRef === undefined) return false
  return coupon === undefined || coupon.maxRedemptions !== undefined
}
