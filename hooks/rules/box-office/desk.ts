import type { Coupon, Plan } from './plan.ts'
import type { Stock } from './stock/stock.ts'

/**
 * How far the watches have come, as resourceVersions: every change up to there was seen. What the box office knows of its
 * own writes does not count. One sequence numbers the changes of all kinds (etcd's revision).
 */
export interface Reached {
  orders: bigint
  reservations: bigint
  coupons: bigint
}

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

/** The same while there is a plan; undefined while there is none. */
export function openDesk(desk: Desk): OpenDesk | undefined {
  return desk.plan === undefined ? undefined : { ...desk, plan: desk.plan }
}
