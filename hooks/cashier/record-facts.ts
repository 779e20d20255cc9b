import type { PaymentFact } from '../gateway/gateway.ts'
import type { ObjectKey } from '../kube/api.ts'
import { recordReport } from '../payment/recording/record-report.ts'
import { Refusal } from '../payment/refusal.ts'
import type { CashierTools } from './tools.ts'

/**
 * Records the movements that a gateway reported. Two kinds cannot be recorded: money of an order that no longer exists, and a
 * transaction that is recorded with other contents. Both are logged and counted, because a person must look. Rejects when the
 * API server fails, and when a payment of an earlier order is still being deleted.
 */
export async function recordFacts(
  { api, home, instance, now, counters, log }: CashierTools,
  { order, facts }: { order: ObjectKey & { uid: string }; facts: readonly PaymentFact[] },
  signal: AbortSignal,
): Promise<void> {
  for (const fact of facts) {
    const { provider, transactionId, state, gross, currency } = fact
    const outcome = await record(fact)
    if (outcome === 'already-recorded') continue
    const { namespace, name } = order
    const details = { namespace, order: name, provider, transactionId, state, gross, currency, outcome }
    if (outcome === 'recorded') log.info(details, 'payment recorded')
    else {
      counters.countUnrecorded(provider)
      log.error(details, 'a payment of the gateway cannot be recorded')
    }
  }

  async function record(fact: PaymentFact) {
    try {
      return await recordReport(api, { order, fact, receivedAt: now(), instance, home, signal })
    } catch (error) {
      if (error instanceof Refusal && error.outcome === 'unknown-order') return 'order-gone'
      throw error
    }
  }
}
