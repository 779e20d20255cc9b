import type { Record } from '../figure.ts'
import { countOf, type Requests } from '../requests.ts'
import { median } from '../statistics.ts'
import { watchMemory } from '../system/memory.ts'
import { measurePlainOrders, type Plain } from '../system/sales/plain-orders.ts'
import { runSale, type Sale } from '../system/sales/sale.ts'
import { measureSingleOrders, type Singles } from '../system/sales/single-orders.ts'
import { type Bench, withFreshSystem } from '../system/session.ts'
import { wholeNumber } from '../table.ts'
import type { Outcome, Round, Sizes } from './part.ts'

const atOnce = 32

/**
 * The whole system: a sale of each size on a system of its own, with single orders before the first sale and after
 * each.
 */
export async function measureSystem({ sizes, record, ...options }: Round): Promise<Outcome> {
  let engine = ''
  for (const count of sizes.sales) {
    const log = (line: string) => options.log(`${wholeNumber(count)} orders: ${line}`)
    await withFreshSystem({ ...options, log }, async bench => {
      engine = bench.system.engine
      log(`running, with ${engine} as the engine`)
      await sell(bench, { ...sizes, count, isFirst: count === sizes.sales[0], record })
    })
  }
  return { engine }
}

async function sell(
  bench: Bench,
  {
    count,
    singles,
    stillnessMs,
    plain: plainCount,
    isFirst,
    record,
  }: Sizes & { count: number; isFirst: boolean; record: Record },
): Promise<void> {
  const { log, readMemory } = bench
  const plain = await measurePlainOrders(bench, { count: plainCount, samples: singles, atOnce })
  log(`${wholeNumber(plain.perSecond)} plain orders a second`)
  const before = await readMemory()
  if (isFirst) {
    await bench.shop.open('empty', { capacity: 1_000 })
    const first = await measureSingleOrders(bench, { namespace: 'empty', prefix: 'first', count: singles, stillnessMs })
    recordSingles(first, { size: '0 orders', plain, record })
    recordRequests(first.requests, { name: 'one order', size: '0 orders', orders: singles, record })
    log(`single orders, with none before them: ${singlesText(first)}`)
  }
  const size = `${wholeNumber(count)} orders`
  const highest = watchMemory(readMemory)
  const sale = await runSale(bench, { namespaces: ['sale'], orders: count, atOnce, stillnessMs })
  recordSale(sale, { size, plain, record })
  recordProcessor(sale, { size, plain, record })
  recordRequests(sale.requests, { name: 'of a sale', size, orders: count, record })
  for (const [what, megabytes] of [
    ['at most', await highest()],
    ['at rest', await readMemory()],
  ] as const) {
    for (const [name, value] of megabytes) {
      const baseline = { name: 'itself before any order', value: before.get(name) ?? 0 }
      record({ name: `memory of ${name}, ${what}`, size, unit: 'MB', value, baseline })
    }
  }
  log(`sold: ${wholeNumber(sale.reserved)} reserved and ${wholeNumber(sale.ticket)} tickets a second`)
  const after = await measureSingleOrders(bench, { namespace: 'sale', prefix: 'later', count: singles, stillnessMs })
  recordSingles(after, { size, plain, record })
  log(`single orders: ${singlesText(after)}`)
}

function singlesText({ reserved, ticket }: Singles): string {
  return `${median(reserved).toFixed(2)} s to reserved, ${median(ticket).toFixed(2)} s to ticket`
}

interface SaleRecord {
  size: string
  plain: Plain
  record: Record
}

function recordSale(sale: Sale, { size, plain, record }: SaleRecord): void {
  const baseline = { name: 'orders stored, no engine', value: plain.perSecond }
  record({ name: 'order to reserved', size, unit: 'orders/s', value: sale.reserved, baseline })
  record({ name: 'order to its status', size, unit: 'orders/s', value: sale.shown, baseline })
  record({ name: 'payment to ticket', size, unit: 'orders/s', value: sale.ticket, baseline })
  record({ name: 'payment to its status', size, unit: 'orders/s', value: sale.confirmed, baseline })
}

function recordProcessor({ processorMs }: Sale, { size, plain, record }: SaleRecord): void {
  const baseline = { name: 'everything, for an order stored, no engine', value: plain.processorMs }
  for (const what of ['order', 'payment'] as const) {
    for (const [name, value] of processorMs[what])
      record({ name: `processor time for one ${what}: ${name}`, size, unit: 'ms', value, baseline })
  }
}

function recordSingles(singles: Singles, { size, plain, record }: SaleRecord): void {
  const baseline = { name: 'order stored and seen, no engine', value: plain.seconds }
  for (const [name, times] of [
    ['one order to reserved', singles.reserved],
    ['one order to its status', singles.shown],
    ['one callback to ticket', singles.ticket],
    ['one callback to its answer', singles.answered],
  ] as const) {
    record({ name, size, unit: 's', value: median(times), baseline })
    record({ name: `${name}, the slowest`, size, unit: 's', value: Math.max(...times), baseline })
  }
}

interface RequestOptions {
  name: string
  size: string
  /** The number of orders that caused the requests. */
  orders: number
  record: Record
}

function recordRequests(requests: Requests, { name, size, orders, record }: RequestOptions): void {
  const baseline = { name: 'the buyer: order and payment', value: 2 }
  const both = (countOf(requests, 'engine') + countOf(requests, 'box office')) / orders
  const unit = 'requests/order'
  record({ name: `requests ${name}: engine and box office`, size, unit, value: both, baseline })
  for (const asker of ['engine', 'box office', 'payment endpoint'] as const) {
    const perOrder = (what?: string) => countOf(requests, asker, what) / orders
    record({ name: `requests ${name}: ${asker}`, size, unit, value: perOrder(), baseline })
    for (const what of [...(requests.get(asker)?.keys() ?? [])].sort()) {
      record({ name: `requests ${name}: ${asker}, ${what}`, size, unit, value: perOrder(what), baseline })
    }
  }
}
