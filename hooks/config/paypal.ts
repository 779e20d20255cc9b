import { isIP } from 'node:net'
import type { PaypalOptions } from '../payment/paypal/ipn/gateway.ts'
import { postbackUrls } from '../payment/paypal/ipn/postback.ts'
import { certificateUrls } from '../payment/paypal/webhooks/certificates.ts'
import type { PaypalWebhookOptions } from '../payment/paypal/webhooks/gateway.ts'

/**
 * How PayPal's callbacks are verified: PAYPAL_VERIFICATION is live, sandbox or off, there is no default.
 * PAYPAL_POSTBACK_URL and PAYPAL_CERT_URL are for tests: something on this machine that plays PayPal. Throws a RangeError that names the
 * variable and what it must be.
 */
export function readPaypalConfig(env: NodeJS.ProcessEnv): PaypalOptions & PaypalWebhookOptions {
  const { PAYPAL_VERIFICATION: mode = '', PAYPAL_POSTBACK_URL: postback, PAYPAL_CERT_URL: certificates } = env
  if (mode === 'off') return { mode }
  if (mode !== 'live' && mode !== 'sandbox') {
    throw new RangeError(
      `Cannot take payments with PAYPAL_VERIFICATION "${mode}": it must be "live", "sandbox", or "off" to believe whoever calls`,
    )
  }
  return {
    mode,
    postbackUrl: postback ? requireLoopback(postback, 'PAYPAL_POSTBACK_URL') : postbackUrls[mode],
    certificateUrl: certificates ? requireLoopback(certificates, 'PAYPAL_CERT_URL') : certificateUrls[mode],
  }
}

// Whoever answers there decides what is paid. A name could be anybody's, so it has to be an address.
function requireLoopback(url: string, variable: string): string {
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {}
  const isLocal = hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  if (isLocal && ['http:', 'https:'].includes(protocol)) return url
  throw new RangeError(
    `Cannot verify callbacks with ${variable} "${url}": it is for tests and must be at a loopback address such as http://127.0.0.1:3001`,
  )
}
