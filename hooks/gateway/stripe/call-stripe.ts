import type { Json } from '../../payment/body/json-object.ts'
import type { GatewayCall } from '../call-gateway.ts'
import { encodeForm, type FormParameters } from './form.ts'
import { requireStripeKey } from './key.ts'
import { stripeError } from './stripe-error.ts'

/**
 * The version of the API for which these calls are written; answers have its shape (Stripe API reference, Versioning). It is
 * the version of the stripe-mock in local/go.mod, which judges the calls. From 2026-09-30.endive on, sessions have
 * allowed_payment_method_types instead of payment_method_types (stripe-node, changelog).
 */
export const stripeVersion = '2026-08-26.dahlia'

/** The account that a call is for. */
export interface StripeAccount {
  /** A secret or a restricted key. */
  secretKey: string
  /** Whether the key must be of live mode; otherwise it must be of test mode. */
  live: boolean
  /** The id of the connected account that is paid (Stripe, Connect: direct charges); else the account of the key. */
  account?: string
}

export interface StripeRequest {
  method: 'GET' | 'POST'
  path: string
  parameters?: FormParameters
  /** The idempotency key, of a POST only. It belongs to one path. */
  key?: string
}

/** One call of Stripe's API; the result is the body of a good answer. Rejects with a GatewayError. */
export type CallStripe = (request: StripeRequest, signal: AbortSignal) => Promise<Json>

/** Calls Stripe at `url` for one account. */
export function stripeCaller(
  { secretKey, live, account }: StripeAccount,
  { url, call }: { url: string; call: GatewayCall },
): CallStripe {
  return async ({ method, path, parameters = {}, key }, signal) => {
    requireStripeKey(secretKey, live)
    const headers = {
      authorization: `Bearer ${secretKey}`,
      'stripe-version': stripeVersion,
      'user-agent': 'kconference',
      ...(account !== undefined && { 'stripe-account': account }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const form = encodeForm(parameters)
    const request =
      method === 'POST'
        ? { method, url: `${url}${path}`, headers, body: form }
        : { method, url: `${url}${path}${form === '' ? '' : `?${form}`}`, headers }
    const reply = await call(request, signal)
    if (reply.status !== 200) throw stripeError(reply)
    return reply.body
  }
}
