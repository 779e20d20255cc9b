import type { KubeApi } from '../../kube/api.ts'
import type { Accounts, GatewayAccount } from '../accounts.ts'
import { type Json, objectOf, textOf } from '../body/json-object.ts'
import { matchOrder } from '../match-order.ts'
import { isIgnored, type ReadCallback } from '../payment-report.ts'
import { Refusal } from '../refusal.ts'
import { readStripeEvent, type StripeEvent } from './event.ts'
import { readStripeFact } from './fact.ts'
import { readStripeMovement } from './movement.ts'
import { requireSignature } from './signature.ts'

export interface StripeOptions {
  /** Whether the gateway accepts events of real money; otherwise it accepts those of Stripe's test mode. */
  live: boolean
}

const provider = 'STRIPE'

export interface StripeParts {
  accounts: Accounts
  kube: Pick<KubeApi, 'getPayment'>
  /** The longest wait for the payment that an event takes back. */
  patienceMs: number
}

/** Stripe's webhook events. */
export function stripeGateway({ live }: StripeOptions, { accounts, kube, patienceMs }: StripeParts): ReadCallback {
  return async callback => {
    const { namespace, bytes, type, headers, arrivedAt: now, deadline } = callback
    if (type !== 'json')
      throw new Refusal('malformed', 'Cannot read the body: it must be JSON, because Stripe sends only JSON')
    const account = await accounts(namespace, deadline)
    requireSignature(bytes, { header: headers['stripe-signature']?.toString(), secrets: account.stripeSecrets, now })
    const event = readStripeEvent(bytes)
    requireMode(event, live)
    const isShared = requireAccount(event, account)
    const fact = readStripeFact(event)
    if (isIgnored(fact)) return fact
    const naming = { text: orderNameIn(event.object), parent: fact.parentTransactionId }
    const order = await matchOrder(naming, { provider, kube, callback, isShared, patienceMs })
    if (isIgnored(order)) return order
    return { ...order, ...readStripeMovement(event, fact) }
  }
}

function requireMode({ livemode }: StripeEvent, live: boolean): void {
  if (livemode === live) return
  const mode = live ? 'live' : 'test'
  throw new Refusal('foreign', `Cannot read livemode "${livemode}": the event must be of Stripe's ${mode} mode`)
}

/**
 * Whether the paid account is the installation's. Throws a Refusal unless a connected account is ours: a Connect endpoint
 * signs the events of all accounts with one secret, so the signature alone does not show it (Stripe, Connect webhooks:
 * account). A conference with connected accounts of its own shares the signing secrets, so an event without an account is
 * about money of the installation, and is refused too.
 */
function requireAccount({ account }: StripeEvent, { stripeAccounts, isShared }: GatewayAccount): boolean {
  if (account !== undefined && stripeAccounts.some(ours => ours === account)) return isShared.stripeConnect
  if (account === undefined && (isShared.stripeConnect || !isShared.stripe)) return isShared.stripe
  throw new Refusal('foreign', 'Cannot read account: it must be a connected account of this conference')
}

/** The name of the order in an object. A refund or a dispute names none: it belongs to the order of its payment. */
function orderNameIn(object: Json): string | undefined {
  const metadata = objectOf(object['metadata'])
  const order = textOf(metadata, 'order') ?? textOf(object, 'client_reference_id')
  const namespace = textOf(metadata, 'namespace')
  return order === undefined || namespace === undefined || order.includes('/') ? order : `${namespace}/${order}`
}
