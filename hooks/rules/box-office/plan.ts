import { seatPrefix } from '../reservation.ts'

/** The facts of a plan that the box office decides by. Times are milliseconds since 1970. */
export interface PlanFacts {
  name: string
  price: number
  currency: string
  active: boolean
  /** The number of its seats, or the most seats of its pool that it may sell; absent without a limit of its own. */
  capacity?: number | undefined
  /** The pool whose seats it sells; absent without a pool. */
  poolRef?: string | undefined
  /** The start of the sale: earlier orders are refused. */
  salesStart?: number | undefined
  /** The end of the sale: later orders are refused. */
  salesEnd?: number | undefined
  /** The highest number of tickets of one order. */
  maxPerOrder?: number | undefined
  /** Whether it is sold only with a coupon that names it in planRef. */
  hidden: boolean
  /** The time for which a scarce hold waits for its payment, in minutes; 15 minutes by default. */
  holdMinutes: number
  /** The longest hold for an order that asks for more time, in minutes. */
  maxHoldMinutes: number
  /** The length of a hold for an order that comes off the waitlist, in minutes. */
  offerMinutes: number
  /** The longest hold for announced money, in hours; 0: no longer than for other orders. */
  pendingHours: number
}

/** The facts of a pool of seats that the box office decides by. */
export interface PoolFacts {
  name: string
  capacity: number
}

/** The facts of a coupon that the box office decides by. It takes off an amount or a percentage. */
export interface CouponFacts {
  name: string
  price?: number | undefined
  percent?: number | undefined
  planRef?: string | undefined
  maxRedemptions?: number | undefined
  maxTickets?: number | undefined
  maxPerOrder?: number | undefined
  /** In milliseconds since 1970: later orders are refused. */
  validUntil?: number | undefined
}

/** The plan of an order, the pool of the plan if it has one that exists, and its coupon if it names one that exists. */
export interface Offer {
  plan: PlanFacts
  pool?: PoolFacts | undefined
  coupon?: CouponFacts | undefined
}

/** The prefix of the seats that a plan sells, which are its own or those of its pool (seatPrefix). */
export function prefixOf({ name: planRef, poolRef }: Pick<PlanFacts, 'name' | 'poolRef'>): string {
  return seatPrefix({ planRef, ...(poolRef !== undefined && { poolRef }) })
}

/** Whether the tickets of a plan have seats. */
export function hasSeats({ capacity, poolRef }: PlanFacts): boolean {
  return capacity !== undefined || poolRef !== undefined
}

/** Whether a coupon is for a plan; one that names no plan is for all. */
export function isCouponFor({ planRef }: CouponFacts, { name }: Pick<PlanFacts, 'name'>): boolean {
  return planRef === undefined || planRef === name
}

/**
 * Whether an order competes with others: for seats, or for a coupon with a limit. A price with an end is scarce too, so that
 * no order holds it for ever.
 */
export function isScarce({ plan, coupon }: Offer): boolean {
  const { maxRedemptions, maxTickets, validUntil } = coupon ?? {}
  const limits = [plan.salesEnd, maxRedemptions, maxTickets, validUntil]
  return hasSeats(plan) || limits.some(limit => limit !== undefined)
}
