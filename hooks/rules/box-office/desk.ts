import type { CouponFacts, PlanFacts, PoolFacts } from './plan.ts'
import type { Stock } from './stock/stock.ts'

/**
 * The resourceVersions that the watches have reached: each watch has shown every change up to its version. A reply to a write
 * of the box office does not raise them. One sequence numbers the changes of all kinds (etcd's revision).
 */
export interface Reached {
  orders: bigint
  reservations: bigint
  coupons: bigint
}

/** Everything that the box office has in hand while it decides on one order. */
export interface Desk {
  /** Undefined while no plan of that name exists. */
  plan: PlanFacts | undefined
  /** Undefined if the plan names no pool, or the pool does not exist. */
  pool: PoolFacts | undefined
  /** Undefined if the order names no coupon, or the coupon does not exist. */
  coupon: CouponFacts | undefined
  stock: Stock
  reached: Reached
  /** Milliseconds since 1970. */
  now: number
}

/** A desk with a plan. */
export type OpenDesk = Desk & { plan: PlanFacts }

/** The desk with its plan; undefined while the plan does not exist. */
export function openDesk(desk: Desk): OpenDesk | undefined {
  return desk.plan === undefined ? undefined : { ...desk, plan: desk.plan }
}
