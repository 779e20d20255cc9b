import type { FastifyRequest } from 'fastify'
import type { Checkout } from '../../../schema/money/checkout.ts'
import { checkoutName, mostNumbers } from '../../../schema/money/numbered-name.ts'
import { isUnended } from '../../../shop/paying/attempts.ts'
import type { FoundOrder } from '../find-order.ts'
import { queryOf } from '../send-page.ts'
import type { Shop } from '../shop.ts'

/**
 * Writes that the buyer came back from the payment page of the attempt `?returned=<n>`, so that the cashier checks it at once.
 * Resolves to whether the address names an attempt of the order; otherwise nothing is written. The link of the order was
 * checked before, so only its holder can cause this write. Rejects with a KubeError.
 */
export async function noteReturn(shop: Shop, request: FastifyRequest, found: FoundOrder): Promise<boolean> {
  const name = attemptIn(request, 'returned', found)
  const checkout = name && (recentAttempt(name, found) ?? (await readAttempt(shop, name, found)))
  if (!checkout) return false
  if (!checkout.spec.returned && isUnended(checkout)) {
    const { name, namespace = '', uid } = checkout.metadata
    await shop.api.noteReturn({ name, namespace, uid }, AbortSignal.timeout(shop.patienceMs))
  }
  return true
}

/** Whether the buyer left the payment page of the attempt `?left=<n>`, and no money may be moving there. */
export function hasLeft(request: FastifyRequest, found: FoundOrder): boolean {
  const name = attemptIn(request, 'left', found)
  const checkout = name && recentAttempt(name, found)
  return checkout ? isUnended(checkout) && !checkout.spec.returned : false
}

/** The name of the attempt whose number is in the address. */
function attemptIn(request: FastifyRequest, parameter: string, { order }: FoundOrder): string | undefined {
  const number = queryOf(request)[parameter]
  if (typeof number !== 'string' || !/^[1-9]\d*$/.test(number) || Number(number) > mostNumbers) return undefined
  return checkoutName(order.metadata.name, Number(number))
}

function recentAttempt(wanted: string, { attempts }: FoundOrder): Checkout | undefined {
  return attempts.recent.find(({ metadata }) => metadata.name === wanted)
}

/** The page of a paid order needs no attempts, but its buyer may have paid a second time in another tab. */
async function readAttempt(shop: Shop, name: string, { order }: FoundOrder): Promise<Checkout | undefined> {
  if (shop.payWith.length === 0) return undefined
  const { namespace = '', uid } = order.metadata
  const checkout = await shop.api.getCheckout({ namespace, name }, AbortSignal.timeout(shop.patienceMs))
  return checkout?.spec.orderUid === uid ? checkout : undefined
}
