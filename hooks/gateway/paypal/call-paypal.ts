import type { Json } from '../../payment/body/json-object.ts'
import type { GatewayCall, GatewayReply } from '../call-gateway.ts'
import { paypalError } from './paypal-error.ts'
import type { PaypalTokens } from './tokens.ts'

export interface PaypalRequest {
  method: 'GET' | 'POST'
  path: string
  body?: object
  /** The header PayPal-Request-Id, of a POST only. */
  requestId?: string
}

/** One call of PayPal's API; the result is the body of a good answer. Rejects with a GatewayError. */
export type CallPaypal = (request: PaypalRequest, signal: AbortSignal) => Promise<Json>

/** Calls PayPal at `url` with the token of an account; a token that PayPal no longer accepts is replaced once. */
export function paypalCaller(tokens: PaypalTokens, { url, call }: { url: string; call: GatewayCall }): CallPaypal {
  async function send({ method, path, body, requestId }: PaypalRequest, signal: AbortSignal): Promise<GatewayReply> {
    const token = await tokens.take()
    const headers = {
      authorization: `Bearer ${token}`,
      'user-agent': 'kconference',
      ...(method === 'POST' && { 'content-type': 'application/json', prefer: 'return=representation' }),
      ...(requestId !== undefined && { 'paypal-request-id': requestId }),
    }
    const request = {
      method,
      url: `${url}${path}`,
      headers,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    }
    const reply = await call(request, signal)
    if (reply.status === 401) tokens.drop(token)
    return reply
  }

  return async (request, signal) => {
    const first = await send(request, signal)
    const reply = first.status === 401 ? await send(request, signal) : first
    if (reply.status !== 200 && reply.status !== 201) throw paypalError(reply)
    return reply.body
  }
}
