import { wholeNumber } from '../table.ts'
import { compareSales } from './compare-sales.ts'
import type { Outcome, Round } from './part.ts'

/** Several conferences that sell at once, beside one with as many orders in all. */
export function measureConferences(round: Round): Promise<Outcome> {
  const { count, orders } = round.sizes.conferences
  const namespaces = Array.from({ length: count }, (_, index) => `sale-${index + 1}`)
  const all = count * orders
  return compareSales(round, {
    sale: { name: `${count} conferences of ${wholeNumber(orders)} orders`, namespaces, orders },
    beside: { name: `one conference of ${wholeNumber(all)}`, namespaces: ['sale-1'], orders: all },
  })
}
