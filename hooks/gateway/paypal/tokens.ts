import type { GatewayCall } from '../call-gateway.ts'
import { readAnswer, requireText } from '../read-answer.ts'
import { paypalError } from './paypal-error.ts'

/** The app of an account at PayPal, for real money or for the sandbox; its address tells which. */
export interface PaypalAccount {
  clientId: string
  clientSecret: string
}

/** The access token of an account. */
export interface PaypalTokens {
  /** A valid token, from the cache if it lives long enough. Rejects with a GatewayError. */
  take(): Promise<string>
  /** Forgets a token that PayPal did not accept. */
  drop(token: string): void
}

/** A token that expires within this time is replaced, so that it does not expire on the way. */
const marginMs = 60_000

/**
 * Fetches a token at the first use, and another one before that expires (PayPal REST APIs, Authentication: expires_in).
 * Calls at the same time share one request. No caller's signal ends it, because the others need it too.
 */
export function paypalTokens(
  { clientId, clientSecret }: PaypalAccount,
  { url, call, now }: { url: string; call: GatewayCall; now: () => number },
): PaypalTokens {
  let known: { token: Promise<string>; until: number } | undefined

  async function fetchToken(entry: { until: number }): Promise<string> {
    const headers = {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'kconference',
    }
    const request = {
      method: 'POST',
      url: `${url}/v1/oauth2/token`,
      headers,
      body: 'grant_type=client_credentials',
    } as const
    const reply = await call(request, new AbortController().signal)
    if (reply.status !== 200) throw paypalError(reply)
    const { expires_in: seconds } = reply.body
    entry.until = now() + (typeof seconds === 'number' ? seconds * 1000 : 0) - marginMs
    return readAnswer('PayPal', () => requireText(reply.body, 'access_token'))
  }

  return {
    async take() {
      if (known !== undefined && now() < known.until) return known.token
      const entry = { until: Number.POSITIVE_INFINITY }
      const token = fetchToken(entry)
      const mine = Object.assign(entry, { token })
      known = mine
      token.catch(() => {
        if (known === mine) known = undefined
      })
      return token
    },
    drop(token) {
      void known?.token.then(one => {
        if (one === token) known = undefined
      })
    },
  }
}
