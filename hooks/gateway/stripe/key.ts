import { GatewayError } from '../gateway-error.ts'

/**
 * Throws a GatewayError in words unless the key is a secret or a restricted one of the mode (Stripe, API keys). With a key
 * of the other mode buyers would pay with play money, or tests with real money.
 */
export function requireStripeKey(key: string, live: boolean): void {
  const mode = live ? 'live' : 'test'
  const found = /^(?:sk|rk)_(live|test)_[!-~]+$/.exec(key)?.[1]
  if (found === mode) return
  const must =
    found === undefined
      ? `it must begin with sk_${mode}_ or rk_${mode}_`
      : `it must be of ${mode} mode, and the configured one is of ${found} mode`
  throw new GatewayError('keys', `Cannot use the secret key of Stripe: ${must}`)
}
