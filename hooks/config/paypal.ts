import type { PaypalOptions } from '../payment/paypal/ipn/gateway.ts'
import { postbackUrls } from '../payment/paypal/ipn/postback.ts'
import { certificateUrls } from '../payment/paypal/webhooks/certificates.ts'
import type { PaypalWebhookOptions } from '../payment/paypal/webhooks/gateway.ts'
import { isLoopbackUrl } from './loopback.ts'

/**
 * Reads how to verify PayPal's callbacks: PAYPAL_VERIFICATION is live, sandbox or off, without a default. In tests
 * PAYPAL_POSTBACK_URL and PAYPAL_CERT_URL name a program on this machine that plays PayPal. Throws a RangeError that names
 * the variable and its rule.
 */
export function readPaypalConfig(env: NodeJS.ProcessEnv): PaypalOptions & PaypalWebhookOptions {
  const { PAYPAL_VERIFICATION: mode = '', PAYPAL_POSTBACK_URL: postback, PAYPAL_CERT_URL: certificates } = env
  if (mode === 'off') return { mode }
  if (mode !== 'live' && mode !== 'sandbox') {
    throw new RangeError(
      `Cannot take payments with PAYPAL_VERIFICATION "${mode}": it must be "live", "sandbox", or "off" to accept every callback`,
    )
  }
  return {
    mode,
    postbackUrl: postback ? requireLoopback(postback, 'PAYPAL_POSTBACK_URL') : postbackUrls[mode],
    certificateUrl: certificates ? requireLoopback(certificates, 'PAYPAL_CERT_URL') : certificateUrls[mode],
  }
}

// The server at this address decides which payments are genuine.
function requireLoopback(url: string, variable: string): string {
  if (isLoopbackUrl(url)) return url
  throw new RangeError(
    `Cannot verify callbacks with ${variable} "${url}": it is for tests and must be at a loopback address such as http://127.0.0.1:3001`,
  )
}
