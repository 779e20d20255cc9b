import { GatewayError } from '../../gateway/gateway-error.ts'
import type { Checkout } from '../../schema/money/checkout.ts'
import { countFailures, isRefusal, visitAfter } from '../gateway-failure.ts'
import { type CashierTools, finished, type Visit } from '../tools.ts'
import { orderOf, statusOf } from './checkout-case.ts'

/**
 * Ends the payment of a checkout that was deleted with its order: nobody may pay for it any more. Money that came first has
 * no order: that is logged and counted, because a person must send it back at the gateway. Rejects with a KubeError.
 */
export async function closeAbandoned(tools: CashierTools, checkout: Checkout, signal: AbortSignal): Promise<Visit> {
  const { sessionId } = statusOf(checkout)
  const { namespace, name } = orderOf(checkout)
  const { provider } = checkout.spec
  if (sessionId === undefined || tools.closedReason(namespace) !== undefined) return finished
  const client = await tools.gateways.clientOf(provider, namespace, signal)
  if (client === undefined) return finished
  try {
    const attempt = await countFailures(client.expire(sessionId, signal), { provider, counters: tools.counters })
    if (attempt.state === 'paid' || attempt.state === 'pending') {
      tools.counters.countUnrecorded(provider)
      tools.log.error({ namespace, order: name, provider, sessionId }, 'a deleted order was paid: send the money back')
    }
    return finished
  } catch (error) {
    if (isRefusal(error)) return finished
    if (error instanceof GatewayError) return visitAfter(error)
    throw error
  }
}
