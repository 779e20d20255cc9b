import { Gauge, type Registry } from 'prom-client'

/** The money of a plan's orders in one currency, in units of that currency. */
export interface MoneyReading {
  currency: string
  /** The payments that the organizer keeps. */
  revenue: number
  refundsDue: number
  disputed: number
}

/** The numbers of a plan's sale. */
export interface PlanReading {
  namespace: string
  plan: string
  /** The number of orders by the reason of their status. An order without a reason counts as New. */
  orders: ReadonlyMap<string, number>
  /** Orders with a refund due. */
  refundsDue: number
  /** The money of its orders, one entry for each currency. */
  money: readonly MoneyReading[]
  /** Confirmed orders with fewer tickets than were sold to them. */
  ticketsMissing: number
  /** Tickets that are held and not sold. */
  held: number
  sold: number
  waiting: number
  /** Absent without capacity. */
  left?: number | undefined
  capacity?: number | undefined
}

/**
 * Registers gauges of plans, which are read at each scrape. Only the process that decides on a plan shows its numbers, and
 * a plan that it no longer knows disappears.
 */
export function gaugePlans(registry: Registry, read: () => Iterable<PlanReading>): void {
  const gauge = (name: string, { help, label, collect }: { help: string; label?: string; collect?: () => void }) =>
    new Gauge({
      name: `kconference_plan_${name}`,
      help,
      labelNames: ['namespace', 'plan', ...(label === undefined ? [] : [label])],
      registers: [registry],
      ...(collect && { collect }),
    })
  // Prometheus collects the first gauge first. That one fills all of them, so that a scrape costs one reading.
  const collect = () => fillGauges(gauges, read())
  const label = 'currency'
  const gauges = {
    orders: gauge('orders', { help: 'Orders of a plan, by the reason of their status.', label: 'reason', collect }),
    refunds: gauge('refunds_due', { help: 'Orders of a plan whose money must be refunded.' }),
    revenue: gauge('revenue', {
      help: 'Payments of the orders of a plan, without refunds, refunds due and disputed money, by currency.',
      label,
    }),
    refundsAmount: gauge('refunds_due_amount', { help: 'Money of a plan that must be refunded, by currency.', label }),
    disputedAmount: gauge('disputed_amount', { help: 'Money of a plan that buyers dispute, by currency.', label }),
    missing: gauge('tickets_missing', { help: 'Confirmed orders of a plan that have fewer tickets than were sold.' }),
    tickets: gauge('tickets', { help: 'Tickets of a plan that are held, sold or waited for.', label: 'decision' }),
    left: gauge('seats_left', {
      help: 'Free seats of a plan, within its capacity and its pool. Absent without capacity and pool.',
    }),
    capacity: gauge('capacity', { help: 'Seats of a plan. Absent without capacity.' }),
  }
}

type MoneyGauges = Record<'revenue' | 'refundsAmount' | 'disputedAmount', Gauge>
type Gauges = MoneyGauges & Record<'orders' | 'refunds' | 'missing' | 'tickets' | 'left' | 'capacity', Gauge>

function fillGauges(gauges: Gauges, plans: Iterable<PlanReading>) {
  for (const gauge of Object.values(gauges)) gauge.reset()
  for (const { namespace, plan, orders, money, refundsDue, ticketsMissing, held, sold, waiting, ...seats } of plans) {
    for (const [reason, count] of orders) gauges.orders.set({ namespace, plan, reason }, count)
    gauges.refunds.set({ namespace, plan }, refundsDue)
    for (const amounts of money) fillMoney(gauges, { namespace, plan, currency: amounts.currency }, amounts)
    gauges.missing.set({ namespace, plan }, ticketsMissing)
    gauges.tickets.set({ namespace, plan, decision: 'Held' }, held)
    gauges.tickets.set({ namespace, plan, decision: 'Sold' }, sold)
    gauges.tickets.set({ namespace, plan, decision: 'Waitlisted' }, waiting)
    if (seats.left !== undefined) gauges.left.set({ namespace, plan }, seats.left)
    if (seats.capacity !== undefined) gauges.capacity.set({ namespace, plan }, seats.capacity)
  }
}

function fillMoney(
  { revenue, refundsAmount, disputedAmount }: MoneyGauges,
  labels: Record<'namespace' | 'plan' | 'currency', string>,
  amounts: MoneyReading,
): void {
  revenue.set(labels, amounts.revenue)
  refundsAmount.set(labels, amounts.refundsDue)
  disputedAmount.set(labels, amounts.disputed)
}
