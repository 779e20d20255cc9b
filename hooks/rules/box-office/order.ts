import type { Entry } from '../ledger.ts'

/** The facts of an order that the box office decides by, with its payments. */
export interface OrderFacts {
  name: string
  uid: string
  generation: number
  /** The time at which it was placed, in milliseconds since 1970: its creation, or the time that a backup stored. */
  placedAt: number
  planRef: string
  couponRef?: string | undefined
  /** The price of one ticket, as the buyer stated it. */
  price: number
  quantity: number
  /** The end of the hold that the buyer asks for, in milliseconds since 1970. */
  holdUntil?: number | undefined
  cancelled: boolean
  /** Whether it has a deletionTimestamp. */
  deleting: boolean
  /** The payments that have this order as their controller. */
  entries: readonly Entry[]
  status: ReportedStatus
}

/** The status that the order hook last reported. */
export interface ReportedStatus {
  payment: 'PENDING' | 'CONFIRMED' | 'REJECTED'
  /** The number of tickets that the hook observed. */
  quantity: number
  reason?: string | undefined
  message?: string | undefined
  paid?: string | undefined
  currency?: string | undefined
  /** The seats that the order keeps. */
  seats?: number[] | undefined
  /** The pool of these seats. */
  poolRef?: string | undefined
  observedGeneration?: number | undefined
}

/** The number of tickets to pay for: those that the order still asks for, among those reserved for it. */
export function billedQuantity(order: Pick<OrderFacts, 'quantity'>, reserved: { quantity: number }): number {
  return Math.min(order.quantity, reserved.quantity)
}
