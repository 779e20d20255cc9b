import { objectOf, textOf } from '../../payment/body/json-object.ts'
import type { GatewayCall } from '../call-gateway.ts'
import type { Attempt, GatewayClient, PaymentRequest, RefundAnswer, RefundRequest } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { readSession } from './attempt.ts'
import { type CallStripe, type StripeAccount, stripeCaller } from './call-stripe.ts'
import { findInList } from './find-in-list.ts'
import { isRefundOf, readStripeRefund, refundParameters } from './refund.ts'
import { sessionParameters, withDetails } from './session-parameters.ts'
import { otherParameters, storedFailure } from './stripe-error.ts'

const hourMs = 3_600_000
const sessions = '/v1/checkout/sessions'
const refunds = '/v1/refunds'

export interface StripeParts {
  /** The address of the API, from gatewayUrl(). */
  url: string
  call: GatewayCall
  /** Milliseconds since 1970. */
  now: () => number
}

/** Stripe Checkout for one account. Stripe keeps a key for at least 24 hours (API reference, Idempotent requests). */
export function stripeClient(account: StripeAccount, { url, call, now }: StripeParts): GatewayClient {
  const callStripe = stripeCaller(account, { url, call })
  const read = (id: string, signal: AbortSignal) => readById(callStripe, id, signal)
  const findRefund = (request: RefundRequest, signal: AbortSignal) => findByKey(callStripe, request, signal)

  async function find(key: string, since: number, signal: AbortSignal): Promise<Attempt | undefined> {
    // The clocks may differ.
    const parameters = { created: { gte: Math.floor((since - hourMs) / 1000) } }
    const isMatch = (session: object) => textOf(objectOf(Reflect.get(session, 'metadata')), 'checkout') === key
    const id = textOf(await findInList(callStripe, { path: sessions, parameters, isMatch }, signal), 'id')
    return id === undefined ? undefined : read(id, signal)
  }

  return {
    provider: 'STRIPE',
    keepsKeysMs: 23 * hourMs,
    open: (request, signal) => openSession(callStripe, { request, now: now(), find }, signal),
    read,
    find,
    capture: (id, _key, signal) => read(id, signal),
    expire: (id, signal) => expireSession(callStripe, id, signal),
    refund: (request, signal) => sendRefund(callStripe, request, signal),
    readRefund: async (id, _request, signal) =>
      readStripeRefund(await callStripe({ method: 'GET', path: `${refunds}/${encodeURIComponent(id)}` }, signal)),
    findRefund,
  }
}

async function readById(call: CallStripe, id: string, signal: AbortSignal): Promise<Attempt> {
  const path = `${sessions}/${encodeURIComponent(id)}`
  return readSession(await call({ method: 'GET', path, parameters: withDetails }, signal))
}

/**
 * Stripe refuses a late retry, because it states another end of the session, and answers other retries with the failure
 * that it stored. In both cases the session may exist. If it is not found, nobody has its address and can pay it: a new
 * attempt may begin.
 */
async function openSession(
  call: CallStripe,
  { request, now, find }: { request: PaymentRequest; now: number; find: GatewayClient['find'] },
  signal: AbortSignal,
): Promise<Attempt> {
  try {
    const parameters = sessionParameters(request, now)
    return readSession(await call({ method: 'POST', path: sessions, parameters, key: request.key }, signal))
  } catch (error) {
    const code = error instanceof GatewayError ? error.code : undefined
    if (code !== otherParameters && code !== storedFailure) throw error
    const found = await find(request.key, request.createdAt, signal)
    if (found !== undefined) return found
    const message = `Cannot send the payment with key "${request.key}": it failed at Stripe for good; begin a new attempt`
    throw new GatewayError('refused', message, { cause: error, code })
  }
}

/** Only an open session can be expired; the buyer may just have completed it (Stripe API reference, Expire a session). */
async function expireSession(call: CallStripe, id: string, signal: AbortSignal): Promise<Attempt> {
  try {
    const path = `${sessions}/${encodeURIComponent(id)}/expire`
    return readSession(await call({ method: 'POST', path, parameters: withDetails }, signal))
  } catch (error) {
    if (!(error instanceof GatewayError && error.kind === 'refused')) throw error
    const attempt = await readById(call, id, signal)
    if (attempt.state === 'open') throw error
    return attempt
  }
}

/** A key with other parameters belongs to a refund that exists; it is found, and never sent again under another key. */
async function sendRefund(call: CallStripe, request: RefundRequest, signal: AbortSignal): Promise<RefundAnswer> {
  try {
    const parameters = refundParameters(request)
    return readStripeRefund(await call({ method: 'POST', path: refunds, parameters, key: request.key }, signal))
  } catch (error) {
    if (!(error instanceof GatewayError && [otherParameters, storedFailure].includes(error.code ?? ''))) throw error
    const found = await findByKey(call, request, signal)
    if (found !== undefined) return found
    throw error
  }
}

async function findByKey(
  call: CallStripe,
  { key, transactionId }: RefundRequest,
  signal: AbortSignal,
): Promise<RefundAnswer | undefined> {
  const parameters = { payment_intent: transactionId }
  const isMatch = (refund: object) => isRefundOf(refund as Record<string, unknown>, key)
  const found = await findInList(call, { path: refunds, parameters, isMatch }, signal)
  return found === undefined ? undefined : readStripeRefund(found)
}
