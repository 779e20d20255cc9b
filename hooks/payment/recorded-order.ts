import { type KubeApi, KubeError, type ObjectKey } from '../kube/api.ts'
import { quoted } from './field.ts'
import { paymentName } from './payment-name.ts'
import type { Callback } from './payment-report.ts'
import { Refusal } from './refusal.ts'

/**
 * The order that was paid by a transaction, for what takes it back and does not say the order. Throws a Refusal while
 * the payment is not recorded, and when the API server cannot be asked.
 */
export async function recordedOrder(
  kube: Pick<KubeApi, 'getPayment'>,
  {
    provider,
    transactionId,
    callback: { namespace, deadline },
  }: { provider: 'PAYPAL' | 'STRIPE'; transactionId: string; callback: Pick<Callback, 'namespace' | 'deadline'> },
): Promise<ObjectKey> {
  const name = paymentName({ provider, transactionId, state: 'Completed' })
  const payment = await read(() => kube.getPayment({ namespace, name }, deadline))
  if (payment !== undefined) return { namespace, name: payment.spec.orderRef }
  throw new Refusal(
    'unknown-order',
    `finding the order of ${quoted(transactionId)}: its payment must be recorded first`,
  )
}

async function read<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (cause) {
    if (!(cause instanceof KubeError)) throw cause
    throw new Refusal('unavailable', 'finding an order: must be sent again, the API server could not be asked', {
      cause,
    })
  }
}
