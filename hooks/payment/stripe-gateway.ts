import type { KubeApi, ObjectKey } from '../kube/api.ts'
import type { Accounts } from './accounts.ts'
import { type Json, objectOf, textOf } from './json-object.ts'
import { type Callback, type Gateway, type Ignored, readOrderKey, requireNamespace } from './payment-report.ts'
import { recordedOrder } from './recorded-order.ts'
import { Refusal } from './refusal.ts'
import { stripeAmount } from './stripe-amount.ts'
import { readStripeEvent, type StripeEvent } from './stripe-event.ts'
import { readStripeFact, type StripeFact } from './stripe-fact.ts'
import { requireSignature } from './stripe-signature.ts'

export interface StripeOptions {
  /** Whether events of real money are taken, or those of Stripe's test mode. */
  live: boolean
}

const provider = 'STRIPE'

/** Stripe's webhook events. */
export function stripeGateway(
  { live }: StripeOptions,
  { accounts, kube }: { accounts: Accounts; kube: Pick<KubeApi, 'getPayment'> },
): Gateway {
  return async callback => {
    const { namespace, bytes, type, signature: header, arrivedAt: now, deadline } = callback
    if (type !== 'json') throw new Refusal('malformed', 'reading the body: must be JSON, Stripe sends no other')
    const { stripeSecrets: secrets } = await accounts(namespace, deadline)
    requireSignature(bytes, { header, secrets, now })
    const event = readStripeEvent(bytes)
    requireMode(event, live)
    const fact = readStripeFact(event)
    if ('ignored' in fact) return fact
    const order = readOrder(event.object, namespace) ?? (await orderOf(kube, { fact, callback }))
    if ('ignored' in order) return order
    requireNamespace(order, namespace)
    const { state, field } = fact
    const amount = { amount: event.object[field], currency: event.object['currency'] }
    const back = state === 'Refunded' || state === 'Reversed'
    return { order, provider, transactionId: keyOf(fact), state, ...stripeAmount(amount, { field, back }) }
  }
}

function requireMode({ livemode }: StripeEvent, live: boolean): void {
  if (livemode === live) return
  const mode = live ? 'live' : 'test'
  throw new Refusal('foreign', `reading livemode ${livemode}: must be of Stripe's ${mode} mode`)
}

/** Events of one account go to all its endpoints, so what says no order may be the payment of something else. */
function readOrder(object: Json, namespace: string): ObjectKey | undefined {
  const metadata = objectOf(object['metadata'])
  const said = textOf(metadata, 'namespace') ?? namespace
  const order = textOf(metadata, 'order')
  if (order !== undefined) return readOrderKey(order, { field: 'metadata.order', namespace: said })
  const reference = textOf(object, 'client_reference_id')
  if (reference === undefined) return undefined
  return readOrderKey(reference, { field: 'client_reference_id', namespace: said })
}

/** Refunds and disputes do not say the order: it is the one of the payment that they take back, once that is recorded. */
async function orderOf(
  kube: Pick<KubeApi, 'getPayment'>,
  { fact: { of: transactionId }, callback }: { fact: StripeFact; callback: Callback },
): Promise<ObjectKey | Ignored> {
  if (transactionId === undefined)
    return { ignored: 'the event names no order: neither client_reference_id nor metadata' }
  return recordedOrder(kube, { provider, transactionId, callback })
}

function keyOf({ key }: StripeFact): string {
  if (key !== undefined && /^[!-~]{1,255}$/.test(key)) return key
  throw new Refusal('malformed', 'reading the id of the payment, refund or dispute: must be there')
}
