import type { Reason } from '../reservation.ts'
import type { OrderFacts } from './order.ts'
import type { Offer } from './plan.ts'

/**
 * The reason why an order is too large: it asks for more tickets than the plan or its pool has seats, or than one order may
 * have.
 */
export function refusalOfQuantity({ quantity }: Pick<OrderFacts, 'quantity'>, offer: Offer): Reason | undefined {
  const limit = limitsOf(offer).find(({ most }) => most !== undefined && quantity > most)
  if (limit === undefined) return undefined
  const message = `Too many tickets: ${quantity} ordered, ${limit.means(limit.most as number)}; place a smaller order`
  return { reason: 'TooMany', message }
}

/** The highest number of tickets of one order by the limits of its offer; undefined without a limit. */
export function mostPerOrder(offer: Offer): number | undefined {
  const limits = limitsOf(offer).flatMap(({ most }) => most ?? [])
  return limits.length === 0 ? undefined : Math.min(...limits)
}

function limitsOf({ plan, pool, coupon }: Offer): { most: number | undefined; means(most: number): string }[] {
  const name = coupon?.name
  return [
    { most: plan.capacity, means: most => `capacity ${most}` },
    { most: pool?.capacity, means: most => `the pool "${pool?.name}" has ${most}` },
    { most: plan.maxPerOrder, means: most => `at most ${most} in one order` },
    { most: coupon?.maxPerOrder, means: most => `at most ${most} in one order with the coupon "${name}"` },
    { most: coupon?.maxTickets, means: most => `the coupon "${name}" is for ${most}` },
  ]
}
