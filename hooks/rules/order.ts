/** What the box office reads of an order. */
export interface Order {
  name: string
  uid: string
  generation: number
  /** Milliseconds since 1970. */
  createdAt: number
  /** The price of one ticket, as the buyer stated it. */
  price: number
  quantity: number
  couponRef?: string | undefined
  status: OrderAnswer
}

/** What the order hook has said of it. */
export interface OrderAnswer {
  payment: 'PENDING' | 'CONFIRMED' | 'REJECTED'
  /** Tickets that were seen. */
  quantity: number
  reason?: string | undefined
  message?: string | undefined
  paid?: string | undefined
  currency?: string | undefined
  /** The hold that ended, when the reason is Expired. */
  expiresAt?: string | undefined
  /** The seats it keeps. */
  seats?: number[] | undefined
  observedGeneration?: number | undefined
}

/** Whether one order stands before another in the line: by arrival, then name, then uid. */
export function byArrival(a: Order, b: Order): number {
  return a.createdAt - b.createdAt || compare(a.name, b.name) || compare(a.uid, b.uid)
}

function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}
