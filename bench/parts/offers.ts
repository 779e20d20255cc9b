import { wholeNumber } from '../table.ts'
import { compareSales } from './compare-sales.ts'
import type { Outcome, Round } from './part.ts'

/** A conference with many plans that share pools, and many coupons, beside one with a single plan. */
export function measureOffers(round: Round): Promise<Outcome> {
  const { orders, ...offers } = round.sizes.offers
  const { plans, pools, coupons } = offers
  const namespaces = ['sale']
  return compareSales(round, {
    sale: {
      name: `${wholeNumber(orders)} orders, ${plans} plans in ${pools} pools, ${coupons} coupons`,
      namespaces,
      orders,
      offers,
    },
    beside: { name: `one plan, ${wholeNumber(orders)} orders`, namespaces, orders },
  })
}
