import type { KubeApi } from '../../../kube/api.ts'
import type { Accounts, GatewayAccount } from '../../accounts.ts'
import { type Json, objectOf, textOf } from '../../body/json-object.ts'
import { matchOrder, type Naming } from '../../match-order.ts'
import { type Callback, isIgnored, type ReadCallback } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'
import { requireReceiver } from '../receiver.ts'
import { type PaypalKeys, paypalKeys } from './certificates.ts'
import { readPaypalEvent } from './event.ts'
import { type PaypalFact, readPaypalFact } from './fact.ts'
import { readPaypalMovement } from './movement.ts'
import { requirePaypalSignature } from './signature.ts'
import { requireTransmission, transmissionOf } from './transmission.ts'

/** The mode, and the prefix of the addresses of PayPal's certificates. With `off`, no event is accepted. */
export type PaypalWebhookOptions = { mode: 'off' } | { mode: 'live' | 'sandbox'; certificateUrl: string }

// IPN and webhooks report the same ids under one provider, so that a payment which both report is recorded once.
const provider = 'PAYPAL'

/** PayPal's webhook events. Each one must be verified: with mode off the gateway refuses all of them. */
export function paypalWebhookGateway(
  options: PaypalWebhookOptions,
  { accounts, kube, patienceMs, now }: WebhookParts,
): ReadCallback {
  const keys = paypalKeys({ patienceMs: patienceMs.answer, now })
  return async callback => {
    if (options.mode === 'off') {
      throw new Refusal('not-genuine', 'Cannot verify the event: PAYPAL_VERIFICATION must be live or sandbox, not off')
    }
    if (callback.type !== 'json')
      throw new Refusal('malformed', 'Cannot read the body: it must be JSON, as webhooks are')
    const account = await accounts(callback.namespace, callback.deadline)
    await verifyEvent(callback, { certificates: options.certificateUrl, keys, account })
    const event = readPaypalEvent(callback.bytes)
    const fact = readPaypalFact(event)
    if (isIgnored(fact)) return fact
    const { resource } = event
    const order = await matchOrder(namingOf(resource, fact), {
      provider,
      kube,
      callback,
      isShared: account.isShared.paypal,
      patienceMs: patienceMs.payment,
    })
    if (isIgnored(order)) return order
    requirePayee(resource, { account, isOurs: order.by === 'payment' })
    return { ...order, ...readPaypalMovement(resource, fact) }
  }
}

interface WebhookParts {
  accounts: Accounts
  kube: Pick<KubeApi, 'getPayment'>
  /** How long to wait for PayPal's certificate, and for the payment that an event takes back. */
  patienceMs: { answer: number; payment: number }
  now: () => number
}

async function verifyEvent(
  { bytes, headers, arrivedAt: now, caller, deadline }: Callback,
  { certificates, keys, account }: { certificates: string; keys: PaypalKeys; account: GatewayAccount },
): Promise<void> {
  const { paypalWebhookIds: webhooks } = account
  if (webhooks.length === 0) {
    throw new Refusal('not-genuine', 'Cannot verify the event: the id of a PayPal webhook must be configured')
  }
  const { certificate, ...signed } = requireTransmission(transmissionOf(headers), certificates)
  const key = await keys(certificate, { caller, deadline })
  requirePaypalSignature(bytes, { ...signed, key, webhooks, now })
}

/**
 * Throws a Refusal unless our account was paid: a checkout in the browser lets the buyer choose the payee, and PayPal
 * reports such a payment to us too. A refund may lack the payee: it is ours if the payment that it takes back is ours.
 */
function requirePayee(resource: Json, { account, isOurs }: { account: GatewayAccount; isOurs: boolean }): void {
  if (isOurs && resource['payee'] === undefined) return
  const payee = objectOf(resource['payee'])
  const paid = [textOf(payee, 'email_address'), textOf(payee, 'merchant_id')].filter(name => name !== undefined)
  requireReceiver(paid, account)
}

/**
 * The order is in custom_id or invoice_id. The invoice_id of a refund or reversal may be the seller's own, so it is
 * ignored.
 */
function namingOf(resource: Json, { parentTransactionId: parent }: PaypalFact): Naming {
  const custom = textOf(resource, 'custom_id')
  const invoice = parent === undefined ? textOf(resource, 'invoice_id') : undefined
  return { text: custom ?? invoice, parent }
}
