import { plainOrders } from '../system/sales/plain-orders.ts'
import { runSale, type Sale } from '../system/sales/sale.ts'
import { withFreshSystem } from '../system/session.ts'
import { wholeNumber } from '../table.ts'
import type { Outcome, Round } from './part.ts'

const atOnce = 32

/** Several conferences that sell at once, beside one with as many orders in all, each on a system of its own. */
export async function measureConferences({ sizes, record, ...options }: Round): Promise<Outcome> {
  const { count, orders } = sizes.conferences
  let engine = ''
  const sell = (conferences: number, orders: number): Promise<Sale> => {
    const namespaces = Array.from({ length: conferences }, (_, index) => `sale-${index + 1}`)
    const log = (line: string) => options.log(`${conferences} × ${wholeNumber(orders)} orders: ${line}`)
    return withFreshSystem({ ...options, log }, async bench => {
      engine = bench.system.engine
      const plain = await plainOrders(bench, { count: sizes.plain, samples: 1, atOnce })
      log(`running, with ${engine} as the engine; ${wholeNumber(plain.perSecond)} plain orders a second`)
      const sale = await runSale(bench, { namespaces, orders, atOnce, stillnessMs: sizes.stillnessMs })
      log(`sold: ${wholeNumber(sale.reserved)} reserved and ${wholeNumber(sale.ticket)} tickets a second`)
      return sale
    })
  }
  const several = await sell(count, orders)
  const one = await sell(1, count * orders)
  for (const [name, moment] of [
    ['order to reserved', 'reserved'],
    ['order to its status', 'shown'],
    ['payment to ticket', 'ticket'],
    ['payment to its status', 'confirmed'],
  ] as const) {
    const baseline = { name: `one conference of ${wholeNumber(count * orders)}`, value: one[moment] }
    const size = `${count} conferences of ${wholeNumber(orders)} orders`
    record({ name, size, unit: 'orders/s', value: several[moment], baseline })
  }
  return { engine }
}
