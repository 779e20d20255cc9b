/** The facts of a plan that the box office decides by. */
export interface PlanFacts {
  name: string
  price: number
  currency: string
  active: boolean
  /** The number of seats; absent without a limit. */
  capacity?: number | undefined
  /** How long a scarce hold waits for its payment, in minutes. */
  holdMinutes: number
}

/** The facts of a coupon that the box office decides by. */
export interface CouponFacts {
  name: string
  price: number
  planRef?: string | undefined
  maxRedemptions?: number | undefined
}

/** The plan of an order, and its coupon if it names one that exists. */
export interface Offer {
  plan: PlanFacts
  coupon?: CouponFacts | undefined
}

/** Whether an order competes with others: for seats, or for the redemptions of a limited coupon. */
export function isScarce({ plan, coupon }: Offer): boolean {
  return plan.capacity !== undefined || coupon?.maxRedemptions !== undefined
}
