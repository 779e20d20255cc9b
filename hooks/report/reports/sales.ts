import { decimal } from '../../rules/money.ts'
import type { Columns, Report } from '../format/report.ts'
import { type OrderSale, readOrderSales } from '../reading/order-sales.ts'
import type { SnapshotReader } from '../reading/snapshot-reader.ts'
import { compareTexts } from './compare.ts'
import type { DayFormat } from './days.ts'
import { movementsOf } from './movements.ts'
import { ticketsSold } from './tickets-sold.ts'

const columns = {
  day: 'text',
  plan: 'text',
  tickets: 'number',
  received: 'number',
  refunded: 'number',
  disputed: 'number',
  fees: 'number',
  net: 'number',
  currency: 'text',
} as const satisfies Columns

/** The sums of one day, plan and currency. Amounts are in minor units. */
interface Sums {
  day: string
  plan: string | undefined
  currency: string
  tickets: number
  received: bigint
  refunded: bigint
  disputed: bigint
  fees: bigint
}

const parts = ['received', 'refunded', 'disputed', 'fees'] as const

/**
 * The sales of a conference by day, plan and currency, and their totals by currency. A ticket counts on the day on which its
 * order was paid, or a free order was placed; money counts on the day on which it moved. Rejects with a KubeError.
 */
export async function reportSales({
  reader,
  formatDay,
}: {
  reader: SnapshotReader
  formatDay: DayFormat
}): Promise<Report<typeof columns>> {
  const days = new Map<string, Sums>()
  const totals = new Map<string, Sums>()
  for await (const orderSale of readOrderSales(reader)) {
    for (const part of partsOf(orderSale, formatDay)) {
      addTo(days, part)
      addTo(totals, { ...part, day: 'TOTAL', plan: undefined })
    }
  }
  const sorted = [...days.values()].sort(
    (a, b) => compareTexts(a.day, b.day) || compareTexts(a.plan, b.plan) || compareTexts(a.currency, b.currency),
  )
  const total = [...totals.values()].sort((a, b) => compareTexts(a.currency, b.currency))
  return { columns, rows: sorted.map(rowOf), totals: total.map(rowOf) }
}

/** The tickets of an order, and each movement of its money. */
function partsOf(orderSale: OrderSale, formatDay: DayFormat): Sums[] {
  const plan = orderSale.order.spec.planRef
  const nothing = { plan, tickets: 0, received: 0n, refunded: 0n, disputed: 0n, fees: 0n }
  const tickets = ticketsSold(orderSale)
  return [
    ...(tickets === undefined
      ? []
      : [{ ...nothing, day: formatDay(tickets.at), currency: tickets.currency, tickets: tickets.quantity }]),
    ...movementsOf(orderSale.payments).map(({ at, ...moved }) => ({ ...nothing, day: formatDay(at), ...moved })),
  ]
}

function addTo(sums: Map<string, Sums>, part: Sums): void {
  const key = `${part.day} ${part.plan} ${part.currency}`
  const sum = sums.get(key)
  if (sum === undefined) {
    sums.set(key, { ...part })
    return
  }
  sum.tickets += part.tickets
  for (const name of parts) sum[name] += part[name]
}

function rowOf({ day, plan, currency, tickets, received, refunded, disputed, fees }: Sums) {
  const amounts = { received, refunded, disputed, fees, net: received - refunded - disputed - fees }
  const cells = Object.entries(amounts).map(([name, amount]) => [name, decimal(amount, currency)])
  return { day, plan, currency, tickets, ...(Object.fromEntries(cells) as Record<keyof typeof amounts, string>) }
}
