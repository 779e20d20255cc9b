import { type KubeApi, KubeError, type NewPayment } from '../../kube/api.ts'
import { paymentEvent } from './payment-event.ts'

/**
 * Shows a recorded payment in an Event on its order. Resolves to the error of the API server if that failed: the payment is
 * recorded anyway. `at` is in milliseconds since 1970, `instance` the name of this replica.
 */
export async function announcePayment(
  kube: Pick<KubeApi, 'createEvent'>,
  { payment, at, instance, signal }: { payment: NewPayment; at: number; instance: string; signal: AbortSignal },
): Promise<KubeError | undefined> {
  try {
    await kube.createEvent(paymentEvent(payment, { at, instance }), signal)
    return undefined
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
}
