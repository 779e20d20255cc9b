import type { Entry } from '../ledger.ts'

/** What the box office reads of an order, and what was reported of its money. */
export interface Order {
  name: string
  uid: string
  generation: number
  /** When it was placed, in milliseconds since 1970: its creation, or what a backup says of a restored one. */
  placedAt: number
  planRef: string
  couponRef?: string | undefined
  /** The price of one ticket, as the buyer stated it. */
  price: number
  quantity: number
  cancelled: boolean
  /** Whether it has a deletionTimestamp. */
  deleting: boolean
  /** The payments whose controller owner it is. */
  entries: readonly Entry[]
  status: OrderAnswer
}

/** What the order hook last reported of it. */
export interface OrderAnswer {
  payment: 'PENDING' | 'CONFIRMED' | 'REJECTED'
  /** Tickets that were seen. */
  quantity: number
  reason?: string | undefined
  message?: string | undefined
  paid?: string | undefined
  currency?: string | undefined
  /** The seats it keeps. */
  seats?: number[] | undefined
  observedGeneration?: number | undefined
}

/** The tickets an order costs: those it still wants, of those that are reserved for it. */
export function billedQuantity(order: Pick<Order, 'quantity'>, reserved: { quantity: number }): number {
  return Math.min(order.quantity, reserved.quantity)
}
