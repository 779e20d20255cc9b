/**
 * The kinds of failed calls:
 * - refused: a definite no. Nothing was created, and the same request will be refused again
 * - keys: the account or its keys do not allow the call (401, 403, or keys of the wrong mode). Nothing was created
 * - limited: too many calls (429). Nothing was created; retry after `retryAfterMs`
 * - unknown: a time-out, a cut connection or a failure of the gateway. Nobody knows whether the call took effect, so
 *   retry it with the same key, or look first
 */
export type GatewayErrorKind = 'refused' | 'keys' | 'limited' | 'unknown'

interface GatewayErrorOptions extends ErrorOptions {
  retryAfterMs?: number | undefined
  code?: string | undefined
}

/** The failure of one call of a gateway. The message is for people, and contains no key and no data of a buyer. */
export class GatewayError extends Error {
  readonly kind: GatewayErrorKind
  /** How long to wait before the next call, where the gateway said so. */
  readonly retryAfterMs: number | undefined
  /** The word with which the gateway names the failure, such as amount_too_small or INSTRUMENT_DECLINED. */
  readonly code: string | undefined

  constructor(kind: GatewayErrorKind, message: string, { retryAfterMs, code, ...options }: GatewayErrorOptions = {}) {
    super(message, options)
    this.name = 'GatewayError'
    this.kind = kind
    this.retryAfterMs = retryAfterMs
    this.code = code
  }
}
