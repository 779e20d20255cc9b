import { GatewayError } from '../../gateway/gateway-error.ts'
import type { Checkout } from '../../schema/money/checkout.ts'
import { countFailures, isRefusal, visitAfter } from '../gateway-failure.ts'
import { type CashierTools, finished, type Visit } from '../tools.ts'
import { orderOf, statusOf } from './checkout-case.ts'

/**
 * Ends the payment of a checkout that was deleted with its order: nobody may pay for it any more. Its conference may be
 * deleted too, with the API keys. If money came first, or the payment cannot be ended, a person must act at the gateway: that
 * is logged and counted. A checkout that a restore deletes again is left alone: its payment belongs to another checkout.
 * Rejects with a KubeError.
 */
export async function closeAbandoned(tools: CashierTools, checkout: Checkout, signal: AbortSignal): Promise<Visit> {
  const { sessionId } = statusOf(checkout)
  const { namespace, name } = orderOf(checkout)
  const { provider } = checkout.spec
  if (sessionId === undefined || tools.isRestoring(namespace)) return finished
  const { gateways, counters } = tools
  const client = gateways.lastClientOf(provider, namespace) ?? (await gateways.clientOf(provider, namespace, signal))
  if (client === undefined) return askPerson('the payment of a deleted order cannot be closed: its keys are deleted')
  try {
    const attempt = await countFailures(client.expire(sessionId, signal), { provider, counters })
    const isMoney = attempt.state === 'paid' || attempt.state === 'pending'
    return isMoney ? askPerson('a deleted order was paid: send the money back') : finished
  } catch (error) {
    if (isRefusal(error)) return askPerson('the payment of a deleted order cannot be closed: the gateway refuses')
    if (error instanceof GatewayError) return visitAfter(error)
    throw error
  }

  function askPerson(line: string): Visit {
    counters.countUnrecorded(provider)
    tools.log.error({ namespace, order: name, provider, sessionId }, line)
    return finished
  }
}
