import { setTimeout } from 'node:timers/promises'
import { type KubeApi, KubeError, type ObjectKey } from '../../kube/api.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Callback } from '../payment-report.ts'
import { Refusal } from '../refusal.ts'
import { paymentName } from './payment-name.ts'

const pauseMs = 250

/**
 * The order that a transaction paid for; undefined if the namespace of the callback has no record of the payment. The
 * payment may still be on its way, so the look-up is retried for `patienceMs` milliseconds. Rejects with a Refusal if
 * the API server fails.
 */
export async function findRecordedOrder(
  kube: Pick<KubeApi, 'getPayment'>,
  {
    provider,
    transactionId,
    callback: { namespace, deadline },
    patienceMs,
  }: {
    provider: 'PAYPAL' | 'STRIPE'
    transactionId: string
    callback: Pick<Callback, 'namespace' | 'deadline'>
    patienceMs: number
  },
): Promise<ObjectKey | undefined> {
  const key = { namespace, name: paymentName({ provider, transactionId, state: 'Completed' }) }
  for (let left = patienceMs; ; left -= pauseMs) {
    const payment = await readPayment(() => kube.getPayment(key, deadline))
    if (payment !== undefined) return { namespace, name: payment.spec.orderRef }
    if (left <= 0) return undefined
    await setTimeout(Math.min(pauseMs, left), undefined, { signal: deadline }).catch(() => {})
  }
}

async function readPayment(call: () => Promise<Payment | undefined>): Promise<Payment | undefined> {
  try {
    return await call()
  } catch (cause) {
    if (!(cause instanceof KubeError)) throw cause
    throw new Refusal(
      'unavailable',
      'Cannot find the order: a request to the API server failed; send the callback again',
      {
        cause,
      },
    )
  }
}
