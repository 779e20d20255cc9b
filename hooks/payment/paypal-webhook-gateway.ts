import type { KubeApi, ObjectKey } from '../kube/api.ts'
import type { Account, Accounts } from './accounts.ts'
import { type Json, objectOf, textOf } from './json-object.ts'
import { type Callback, type Gateway, type Ignored, readOrderKey, requireNamespace } from './payment-report.ts'
import { readCurrency, readGross } from './paypal-amount.ts'
import { type PaypalKeys, paypalKeys } from './paypal-certificates.ts'
import { readPaypalEvent } from './paypal-event.ts'
import { type PaypalFact, readPaypalFact } from './paypal-fact.ts'
import { requireReceiver } from './paypal-receiver.ts'
import { requirePaypalSignature } from './paypal-signature.ts'
import { requireTransmission } from './paypal-transmission.ts'
import { recordedOrder } from './recorded-order.ts'
import { Refusal } from './refusal.ts'

/** What the addresses of PayPal's certificates begin with; with off no event is taken. */
export type PaypalWebhookOptions = { mode: 'off' } | { mode: 'live' | 'sandbox'; certificateUrl: string }

// The ids are those of IPN, so that what both report is one fact.
const provider = 'PAYPAL'

/**
 * PayPal's webhook events. Nothing is believed unverified, whatever the mode: with off none is taken. `patience` is the
 * time for PayPal's certificate in milliseconds.
 */
export function paypalWebhookGateway(
  options: PaypalWebhookOptions,
  { accounts, kube, patience, now }: WebhookParts,
): Gateway {
  const keys = paypalKeys({ patience, now })
  return async callback => {
    if (options.mode === 'off') {
      throw new Refusal('not-genuine', 'verifying the event: must be switched on, PAYPAL_VERIFICATION is off')
    }
    if (callback.type !== 'json') throw new Refusal('malformed', 'reading the body: must be JSON, as webhooks are')
    const account = await accounts(callback.namespace, callback.deadline)
    await verify(callback, { certificates: options.certificateUrl, keys, account })
    const event = readPaypalEvent(callback.bytes)
    const fact = readPaypalFact(event)
    if ('ignored' in fact) return fact
    const { resource } = event
    requirePayee(resource, account)
    const order = await orderOf(resource, { fact, kube, callback })
    if ('ignored' in order) return order
    requireNamespace(order, callback.namespace)
    return { order, provider, transactionId: idOf(resource), state: fact.state, ...amountOf(resource, fact) }
  }
}

interface WebhookParts {
  accounts: Accounts
  kube: Pick<KubeApi, 'getPayment'>
  patience: number
  now: () => number
}

async function verify(
  { bytes, transmission = {}, arrivedAt: now, deadline }: Callback,
  { certificates, keys, account }: { certificates: string; keys: PaypalKeys; account: Account },
): Promise<void> {
  const { paypalWebhookIds: webhooks } = account
  if (webhooks.length === 0) {
    throw new Refusal('not-genuine', 'verifying the event: must be of a webhook of ours, and no id is configured')
  }
  const { certificate, ...signed } = requireTransmission(transmission, certificates)
  const key = await keys(certificate, deadline)
  requirePaypalSignature(bytes, { ...signed, key, webhooks, now })
}

/** A checkout that is made in the browser lets the buyer say who is paid, and PayPal tells us of that too. */
function requirePayee(resource: Json, account: Account): void {
  const payee = objectOf(resource['payee'])
  if (payee === undefined) return
  const paid = [textOf(payee, 'email_address'), textOf(payee, 'merchant_id')].filter(name => name !== undefined)
  requireReceiver(paid, account)
}

/** Refunds may not say the order: then it is the one of the capture that they take back, once that is recorded. */
async function orderOf(
  resource: Json,
  { fact, kube, callback }: { fact: PaypalFact; kube: WebhookParts['kube']; callback: Callback },
): Promise<ObjectKey | Ignored> {
  const { namespace } = callback
  const custom = textOf(resource, 'custom_id')
  if (custom !== undefined) return readOrderKey(custom, { field: 'custom_id', namespace })
  if (fact.of !== undefined) return recordedOrder(kube, { provider, transactionId: fact.of, callback })
  const invoice = textOf(resource, 'invoice_id')
  if (invoice !== undefined) return readOrderKey(invoice, { field: 'invoice_id', namespace })
  return { ignored: 'the event names no order: neither custom_id nor invoice_id' }
}

function amountOf(resource: Json, { state }: PaypalFact): { gross: string; currency: string } {
  const amount = objectOf(resource['amount'])
  const currency = readCurrency(textOf(amount, 'currency_code') ?? '', 'amount.currency_code')
  const gross = readGross(textOf(amount, 'value') ?? '', { field: 'amount.value', currency, state })
  return { gross, currency }
}

function idOf(resource: Json): string {
  const id = textOf(resource, 'id') ?? ''
  if (/^[!-~]{1,255}$/.test(id)) return id
  throw new Refusal('malformed', 'reading resource.id: must be there')
}
