import type { Order } from '../../schema/order/order.ts'

/** The counts of a plan's orders. */
export interface OrderCounts {
  /** The number of orders for each reason of a status; an order without a reason counts as New. */
  orders: Map<string, number>
  /** The number of orders with money to refund. */
  refundsDue: number
  /** The number of confirmed orders with fewer tickets than they were sold. */
  ticketsMissing: number
}

interface Group {
  planRef: string
  reason: string
  isRefundDue: boolean
  isMissingTickets: boolean
  count: number
}

/** Counts the orders of a conference by their statuses. It keeps one entry in a map for each order, not the object. */
export class OrderTally {
  readonly #groups = new Map<string, Group>()
  readonly #groupByName = new Map<string, Group>()

  /** Replaces the order of a name; undefined removes it. */
  set(name: string, order: Order | undefined): void {
    const before = this.#groupByName.get(name)
    if (before !== undefined) before.count -= 1
    if (order === undefined) this.#groupByName.delete(name)
    else {
      const group = this.#groupFor(order)
      group.count += 1
      this.#groupByName.set(name, group)
    }
  }

  countsOf(planRef: string): OrderCounts {
    const counts: OrderCounts = { orders: new Map(), refundsDue: 0, ticketsMissing: 0 }
    for (const { planRef: plan, reason, isRefundDue, isMissingTickets, count } of this.#groups.values()) {
      if (plan !== planRef || count === 0) continue
      counts.orders.set(reason, (counts.orders.get(reason) ?? 0) + count)
      if (isRefundDue) counts.refundsDue += count
      if (isMissingTickets) counts.ticketsMissing += count
    }
    return counts
  }

  #groupFor({ spec: { planRef }, status }: Order): Group {
    const reason = status?.reason ?? 'New'
    const conditions = status?.conditions ?? []
    const isRefundDue = conditions.some(({ type, status }) => type === 'RefundDue' && status === 'True')
    const isMissingTickets = conditions.some(({ type, reason }) => type === 'Ticketed' && reason === 'TicketsMissing')
    const key = `${planRef} ${reason} ${isRefundDue} ${isMissingTickets}`
    const group = this.#groups.get(key) ?? { planRef, reason, isRefundDue, isMissingTickets, count: 0 }
    this.#groups.set(key, group)
    return group
  }
}
