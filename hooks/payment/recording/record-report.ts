import type { KubeApi, ObjectKey } from '../../kube/api.ts'
import type { PaymentSpec } from '../../schema/payment.ts'
import { Refusal } from '../refusal.ts'
import { announcePayment } from './announce-payment.ts'
import { claimTransaction } from './claim-transaction.ts'
import { paymentObject } from './payment-object.ts'
import { type Recording, recordPayment } from './record-payment.ts'

/** The calls of the API server that record the report of a gateway's API. */
export type ReportApi = Pick<
  KubeApi,
  'getOrder' | 'getPayment' | 'findPayments' | 'createPayment' | 'createEvent' | 'getEvent'
>

export interface ReportOptions {
  /** The order that was paid, by its uid: another order of its name did not get the money. */
  order: ObjectKey & { uid: string }
  /** The movement, in the form of the gateway's webhooks. */
  fact: Omit<PaymentSpec, 'orderRef' | 'receivedAt'>
  /** Milliseconds since 1970. */
  receivedAt: number
  /** The name of this replica, and the namespace of this program. */
  instance: string
  home: string
  signal: AbortSignal
}

/**
 * Records a movement that the API of a gateway reported. The Payment has the name that a webhook would give it, so each
 * movement has one Payment. Rejects with a Refusal if the order does not exist any more or is being deleted, and with a
 * KubeError if the API server fails; retry it then.
 */
export async function recordReport(kube: ReportApi, options: ReportOptions): Promise<Recording> {
  const { order: key, fact, receivedAt, instance, home, signal } = options
  const order = await kube.getOrder(key, signal)
  if (order === undefined || order.metadata.uid !== key.uid || order.metadata.deletionTimestamp !== undefined) {
    const name = `${key.namespace}/${key.name}`
    throw new Refusal('unknown-order', `Cannot record a payment of order "${name}": the order must exist`)
  }
  const payment = paymentObject(order, { report: { ...fact, order: key }, receivedAt })
  const isOurs = await claimTransaction(kube, { payment, home, instance, at: receivedAt, signal })
  if (!isOurs) return 'mismatch'
  const recording = await recordPayment(kube, { payment, signal })
  if (recording === 'recorded') await announcePayment(kube, { payment, at: receivedAt, instance, signal })
  return recording
}
