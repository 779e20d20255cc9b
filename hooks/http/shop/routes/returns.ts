import type { FastifyRequest } from 'fastify'
import type { Checkout } from '../../../schema/money/checkout.ts'
import { isUnended } from '../../../shop/paying/attempts.ts'
import type { FoundOrder } from '../find-order.ts'
import { queryOf } from '../send-page.ts'
import type { Shop } from '../shop.ts'

/**
 * Writes that the buyer came back from the payment page of the attempt `?returned=<n>`, so that the cashier looks at once.
 * Returns whether the address names an attempt of the order. Anything else in the address changes nothing. The link of the
 * order was checked before, so nobody else can write it. Rejects with a KubeError.
 */
export async function noteReturn(shop: Shop, request: FastifyRequest, found: FoundOrder): Promise<boolean> {
  const checkout = attemptIn(request, 'returned', found)
  if (checkout === undefined) return false
  if (!checkout.spec.returned && isUnended(checkout)) {
    const { name, namespace = '', uid } = checkout.metadata
    await shop.api.noteReturn({ name, namespace, uid }, AbortSignal.timeout(shop.patienceMs))
  }
  return true
}

/** Whether the buyer left the payment page of the attempt `?left=<n>`, and no money may be moving there. */
export function hasLeft(request: FastifyRequest, found: FoundOrder): boolean {
  const checkout = attemptIn(request, 'left', found)
  return checkout !== undefined && isUnended(checkout) && !checkout.spec.returned
}

function attemptIn(request: FastifyRequest, parameter: string, found: FoundOrder): Checkout | undefined {
  const number = queryOf(request)[parameter]
  if (typeof number !== 'string') return undefined
  const wanted = `${found.order.metadata.name}-${number}`
  return found.attempts.recent.find(({ metadata }) => metadata.name === wanted)
}
