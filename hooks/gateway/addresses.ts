import { isLoopbackUrl } from '../config/loopback.ts'
import type { Provider } from './gateway.ts'

/**
 * The addresses of the gateways' APIs for real money and for tests. Stripe has one address, and the key decides (Stripe API
 * reference, Introduction; PayPal REST APIs, API requests: base URLs).
 */
const addresses: Record<Provider, { live: string; test: string }> = {
  STRIPE: { live: 'https://api.stripe.com', test: 'https://api.stripe.com' },
  PAYPAL: { live: 'https://api-m.paypal.com', test: 'https://api-m.sandbox.paypal.com' },
}

/**
 * The address of a gateway's API, without a slash at its end. `given` is for tests and names a program on this machine that
 * plays the gateway; any other host would get the keys of the account. Throws a RangeError with the rule.
 */
export function gatewayUrl(provider: Provider, { live, given = '' }: { live: boolean; given?: string }): string {
  const real = addresses[provider][live ? 'live' : 'test']
  const url = given.replace(/\/+$/, '')
  if (url === '' || url === real) return real
  if (isLoopbackUrl(url)) return url
  throw new RangeError(
    `Cannot call ${provider} at "${given}": it must be ${real} or a loopback address such as http://127.0.0.1:3090`,
  )
}
