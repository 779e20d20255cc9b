import { measurePlainOrders } from '../system/sales/plain-orders.ts'
import { runSale, type Sale, type SaleSize } from '../system/sales/sale.ts'
import { withFreshSystem } from '../system/session.ts'
import { wholeNumber } from '../table.ts'
import type { Outcome, Round } from './part.ts'

const atOnce = 32

/** A sale, and its name in the table. */
export interface NamedSale extends Omit<SaleSize, 'atOnce' | 'stillnessMs'> {
  name: string
}

/** Measures a sale beside another one of as many orders, each on a system of its own. */
export async function compareSales(
  { sizes, record, ...options }: Round,
  { sale, beside }: { sale: NamedSale; beside: NamedSale },
): Promise<Outcome> {
  let engine = ''
  const sell = ({ name, ...size }: NamedSale): Promise<Sale> => {
    const log = (line: string) => options.log(`${name}: ${line}`)
    return withFreshSystem({ ...options, log }, async bench => {
      engine = bench.system.engine
      const plain = await measurePlainOrders(bench, { count: sizes.plain, samples: 1, atOnce })
      log(`running, with ${engine} as the engine; ${wholeNumber(plain.perSecond)} plain orders a second`)
      const sold = await runSale(bench, { ...size, atOnce, stillnessMs: sizes.stillnessMs })
      log(`sold: ${wholeNumber(sold.reserved)} reserved and ${wholeNumber(sold.ticket)} tickets a second`)
      return sold
    })
  }
  const measured = await sell(sale)
  const baseline = await sell(beside)
  for (const [name, moment] of [
    ['order to reserved', 'reserved'],
    ['order to its status', 'shown'],
    ['payment to ticket', 'ticket'],
    ['payment to its status', 'confirmed'],
  ] as const) {
    const value = measured[moment]
    record({ name, size: sale.name, unit: 'orders/s', value, baseline: { name: beside.name, value: baseline[moment] } })
  }
  return { engine }
}
