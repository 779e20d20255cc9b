import { GatewayError } from '../../gateway/gateway-error.ts'
import type { Checkout } from '../../schema/money/checkout.ts'
import { countFailures, isRefusal, visitAfter } from '../gateway-failure.ts'
import { type CashierTools, finished, type Visit } from '../tools.ts'
import { checkoutStatus, orderOf } from './checkout-case.ts'

/**
 * Closes the payment of a checkout that was deleted with its order, so that nobody pays for it any more. The conference may
 * be deleted too, with its API keys. If money has arrived, or the payment cannot be closed, a person must act at the gateway:
 * the cashier logs and counts these cases. It leaves a checkout alone that a restore deletes again, because the payment
 * belongs to another checkout. Rejects with a KubeError.
 */
export async function closeAbandoned(tools: CashierTools, checkout: Checkout, signal: AbortSignal): Promise<Visit> {
  const { sessionId } = checkoutStatus(checkout)
  const { namespace, name } = orderOf(checkout)
  const { provider } = checkout.spec
  if (sessionId === undefined || tools.isRestoring(namespace)) return finished
  const { gateways, counters } = tools
  const client = gateways.lastClientOf(provider, namespace) ?? (await gateways.clientOf(provider, namespace, signal))
  if (client === undefined)
    return askPerson('the payment of a deleted order cannot be closed: the API keys are deleted')
  try {
    const attempt = await countFailures(client.expire(sessionId, signal), { provider, counters })
    const isMoney = attempt.state === 'paid' || attempt.state === 'pending'
    return isMoney ? askPerson('a deleted order was paid: refund it at the gateway') : finished
  } catch (error) {
    if (isRefusal(error)) return askPerson('the payment of a deleted order cannot be closed: the gateway refused')
    if (error instanceof GatewayError) return visitAfter(error)
    throw error
  }

  function askPerson(line: string): Visit {
    counters.countUnrecorded(provider)
    tools.log.error({ namespace, order: name, provider, sessionId }, line)
    return finished
  }
}
