import type { Coupon, Plan } from './plan.ts'
import type { Reached } from './reached.ts'
import type { Stock } from './stock.ts'

/** What the box office has in hand while it decides on one order. */
export interface Desk {
  /** Undefined while there is none of that name. */
  plan: Plan | undefined
  /** Undefined where the order names none, or there is none of that name. */
  coupon: Coupon | undefined
  stock: Stock
  reached: Reached
  /** Milliseconds since 1970. */
  now: number
}

/** The same with a plan. */
export type OpenDesk = Desk & { plan: Plan }
