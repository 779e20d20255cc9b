import { objectOf, textOf } from '../../payment/body/json-object.ts'
import type { GatewayReply } from '../call-gateway.ts'
import { GatewayError, type GatewayErrorKind } from '../gateway-error.ts'
import { cutText, retryAfterMs } from '../read-answer.ts'

interface PaypalErrorDetails {
  status: number
  code: string | undefined
  retryAfterMs: number | undefined
  url: string | undefined
}

/** An answer of PayPal that is an error. */
export class PaypalError extends GatewayError {
  readonly status: number
  /** The page on which the buyer can choose another way to pay, where the answer names one. */
  readonly url: string | undefined

  constructor(kind: GatewayErrorKind, message: string, { status, url, ...options }: PaypalErrorDetails) {
    super(kind, message, options)
    this.status = status
    this.url = url
  }
}

/**
 * The error of an answer that is not good. Its code is the issue, such as INSTRUMENT_DECLINED, or else the name, such as
 * RESOURCE_NOT_FOUND (PayPal REST APIs, API responses: error messages).
 */
export function paypalError({ status, headers, body }: GatewayReply): PaypalError {
  const detail = objectOf(Array.isArray(body['details']) ? body['details'][0] : undefined)
  const kind = kindOf(status)
  const words = textOf(detail, 'description') ?? textOf(body, 'message') ?? `status ${status}`
  return new PaypalError(kind, `Cannot call PayPal: ${reasons[kind](cutText(words, 300), status)}`, {
    status,
    code: textOf(detail, 'issue') ?? textOf(body, 'name'),
    retryAfterMs: retryAfterMs(headers),
    url: linkOf(body, ['redirect', 'payer-action']),
  })
}

/** The address of the first link with one of these relations (PayPal REST APIs, API responses: HATEOAS links). */
export function linkOf(object: Readonly<Record<string, unknown>>, relations: readonly string[]): string | undefined {
  const links = Array.isArray(object['links']) ? object['links'].map(objectOf) : []
  const found = links.find(link => relations.includes(textOf(link, 'rel') ?? ''))
  return textOf(found, 'href')
}

/** 409 is a request of the same key that still runs (PayPal REST APIs, Idempotency). */
function kindOf(status: number): GatewayErrorKind {
  if (status === 401 || status === 403) return 'keys'
  if (status === 429) return 'limited'
  return [400, 404, 422].includes(status) ? 'refused' : 'unknown'
}

const reasons: Record<GatewayErrorKind, (words: string, status: number) => string> = {
  refused: words => `it refused the call: ${words}`,
  keys: (_, status) => `its client id and secret must be valid and allow this call (status ${status})`,
  limited: () => 'it takes no more calls now; call again later',
  unknown: (_, status) => `it failed with status ${status}; call again with the same key`,
}
