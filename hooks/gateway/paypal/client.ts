import { textOf } from '../../payment/body/json-object.ts'
import type { GatewayCall } from '../call-gateway.ts'
import type { Attempt, GatewayClient, PaymentRequest, RefundAnswer, RefundRequest } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { keyOfOrder, readOrder, refundsOf } from './attempt.ts'
import { type CallPaypal, paypalCaller } from './call-paypal.ts'
import { orderBody } from './order-body.ts'
import { PaypalError } from './paypal-error.ts'
import { orderIdOf, readPaypalRefund, refundBody } from './refund.ts'
import { type PaypalAccount, paypalTokens } from './tokens.ts'

const orders = '/v2/checkout/orders'
const captures = '/v2/payments/captures'

export interface PaypalParts {
  /** The address of the API, from gatewayUrl(). */
  url: string
  call: GatewayCall
  /** Milliseconds since 1970. */
  now: () => number
}

/**
 * PayPal Orders for one account. PayPal keeps a key for 6 hours (Orders API v2: PayPal-Request-Id), and that of a refund for
 * 45 days (Payments API v2).
 */
export function paypalClient(account: PaypalAccount, { url, call, now }: PaypalParts): GatewayClient {
  const callPaypal = paypalCaller(paypalTokens(account, { url, call, now }), { url, call })
  const read = (id: string, signal: AbortSignal) => readById(callPaypal, id, signal)
  return {
    provider: 'PAYPAL',
    keepsKeysMs: 5.5 * 3_600_000,
    open: (request, signal) => openOrder(callPaypal, request, signal),
    read,
    find: async () => undefined,
    capture: (id, key, signal) => captureOrder(callPaypal, { id, key }, signal),
    expire: read,
    refund: (request, signal) => sendRefund(callPaypal, request, signal),
    readRefund: async (id, request, signal) => {
      const path = `/v2/payments/refunds/${encodeURIComponent(id)}`
      return readPaypalRefund(await callPaypal({ method: 'GET', path }, signal), request)
    },
    findRefund: (request, signal) => findByKey(callPaypal, request, signal),
  }
}

async function openOrder(call: CallPaypal, request: PaymentRequest, signal: AbortSignal): Promise<Attempt> {
  const body = orderBody(request)
  return readOrder(await call({ method: 'POST', path: orders, body, requestId: request.key }, signal))
}

/** PayPal forgets an order that nobody approved in time, and then answers 404 (Orders API v2: RESOURCE_NOT_FOUND). */
async function readById(call: CallPaypal, id: string, signal: AbortSignal): Promise<Attempt> {
  const order = await fetchOrder(call, id, signal)
  return order === undefined ? { id, state: 'expired', facts: [] } : readOrder(order)
}

async function fetchOrder(call: CallPaypal, id: string, signal: AbortSignal) {
  return orUndefined(call({ method: 'GET', path: `${orders}/${encodeURIComponent(id)}` }, signal))
}

/**
 * Captures the order if the buyer approved it. An order is captured once (Orders API v2: ORDER_ALREADY_CAPTURED), whatever
 * the header PayPal-Request-Id says. So the call has no such header: PayPal would answer with the refusal that it stored,
 * even when the buyer has chosen another way to pay. The key only makes sure that the order is the one of this attempt.
 */
async function captureOrder(
  call: CallPaypal,
  { id, key }: { id: string; key: string },
  signal: AbortSignal,
): Promise<Attempt> {
  const order = await fetchOrder(call, id, signal)
  const attempt: Attempt = order === undefined ? { id, state: 'expired', facts: [] } : readOrder(order)
  if (order === undefined || attempt.state !== 'approved') return attempt
  if (keyOfOrder(order) !== key) {
    throw new GatewayError('refused', `Cannot take the money of order "${id}": its key must be "${key}"`)
  }
  try {
    return readOrder(await call({ method: 'POST', path: `${orders}/${encodeURIComponent(id)}/capture` }, signal))
  } catch (error) {
    if (!(error instanceof PaypalError)) throw error
    if (rereadOrder.includes(error.code ?? '')) return readById(call, id, signal)
    if (!approveAgain.includes(error.code ?? '') || error.url === undefined) throw error
    return { id, state: 'declined', facts: [], url: error.url }
  }
}

/** The order is no longer as it was read: another call captured it, or the buyer must approve it again. */
const rereadOrder = ['ORDER_ALREADY_CAPTURED', 'ORDER_NOT_APPROVED']

/** The buyer must go back and choose another way to pay (PayPal, Handle funding failures; Orders API v2, errors). */
const approveAgain = ['INSTRUMENT_DECLINED', 'PAYER_ACTION_REQUIRED', 'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING']

async function sendRefund(call: CallPaypal, request: RefundRequest, signal: AbortSignal): Promise<RefundAnswer> {
  const path = `${captures}/${encodeURIComponent(request.transactionId)}/refund`
  const body = refundBody(request)
  return readPaypalRefund(await call({ method: 'POST', path, body, requestId: request.key }, signal), request)
}

/**
 * Only the order of a capture lists its refunds. If PayPal no longer has that order, the refund is not found; the key still
 * prevents a second refund for 45 days.
 */
async function findByKey(
  call: CallPaypal,
  request: RefundRequest,
  signal: AbortSignal,
): Promise<RefundAnswer | undefined> {
  const path = `${captures}/${encodeURIComponent(request.transactionId)}`
  const capture = await orUndefined(call({ method: 'GET', path }, signal))
  const id = capture && orderIdOf(capture)
  const order = id === undefined ? undefined : await fetchOrder(call, id, signal)
  const found = order && refundsOf(order).find(refund => textOf(refund, 'invoice_id') === request.key)
  return found && readPaypalRefund(found, request)
}

async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch(error => {
    if (error instanceof PaypalError && error.status === 404) return undefined
    throw error
  })
}
