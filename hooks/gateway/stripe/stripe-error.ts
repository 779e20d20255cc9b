import { objectOf, textOf } from '../../payment/body/json-object.ts'
import type { GatewayReply } from '../call-gateway.ts'
import { GatewayError, type GatewayErrorKind } from '../gateway-error.ts'
import { cutText, retryAfterMs } from '../read-answer.ts'

/** The code of a key that an earlier request used with other parameters (Stripe API reference, Errors: type). */
export const otherParameters = 'idempotency_error'

/**
 * The code of a failure that Stripe stored under the key: until the key is forgotten, every repetition has this answer
 * (Stripe API reference, Idempotent requests).
 */
export const storedFailure = 'stored_failure'

/** The error of an answer with another status than 200 (Stripe API reference, Errors: HTTP status codes). */
export function stripeError({ status, headers, body }: GatewayReply): GatewayError {
  const error = objectOf(body['error'])
  const kind = kindOf(status)
  const isStored = kind === 'unknown' && headers.get('idempotent-replayed') === 'true'
  const type = textOf(error, 'type')
  const code = isStored ? storedFailure : type === otherParameters && status === 400 ? type : textOf(error, 'code')
  const options = { code: code ?? type, retryAfterMs: retryAfterMs(headers) }
  return new GatewayError(
    kind,
    `Cannot call Stripe: ${reasons[kind](textOf(error, 'message') ?? `status ${status}`, status)}`,
    options,
  )
}

/**
 * 409 is a request of the same key that still runs, and 424 a failure of another system: nobody knows what becomes of them.
 * Stripe has not begun to work on a request that it answers with 429.
 */
function kindOf(status: number): GatewayErrorKind {
  if (status === 401 || status === 403) return 'keys'
  if (status === 429) return 'limited'
  return [400, 402, 404].includes(status) ? 'refused' : 'unknown'
}

/** Words of Stripe about a refused call can help a person; those about a key repeat a part of it. */
const reasons: Record<GatewayErrorKind, (words: string, status: number) => string> = {
  refused: words => `it refused the call: ${cutText(words, 300)}`,
  keys: (_, status) => `its secret key must be valid and allow this call (status ${status})`,
  limited: () => 'it takes no more calls now; call again later',
  unknown: (_, status) => `it failed with status ${status}; call again with the same key`,
}
