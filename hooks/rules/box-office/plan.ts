/** What the box office reads of a plan. */
export interface Plan {
  name: string
  price: number
  currency: string
  active: boolean
  /** How many seats there are; absent without a limit. */
  capacity?: number | undefined
  /** For how many minutes something scarce is held for a payment. */
  holdMinutes: number
}

/** What it reads of a coupon. */
export interface Coupon {
  name: string
  price: number
  planRef?: string | undefined
  maxRedemptions?: number | undefined
}

/** What is on offer to an order: its plan, and the coupon it names if there is one of that name. */
export interface Offer {
  plan: Plan
  coupon?: Coupon | undefined
}

/** Whether there is only so much of what the order asks for: seats, or a limited coupon. */
export function isScarce({ plan, coupon }: Offer): boolean {
  return plan.capacity !== undefined || coupon?.maxRedemptions !== undefined
}
