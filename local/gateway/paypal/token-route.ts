import { randomBytes } from 'node:crypto'
import { jsonAnswer, type Route } from '../server/exchange.ts'
import type { World } from '../world.ts'

const lifeSeconds = 32_400

export interface PaypalTokens {
  route: Route
  /** Whether the header Authorization has a token that is not expired. */
  isValid(authorization: string | undefined): boolean
  /** Ends all tokens, as a change of the secret does. */
  endAll(): void
}

/** Issues access tokens, valid for 9 hours, to any client id with a secret (PayPal REST APIs, Authentication). */
export function paypalTokens(world: World): PaypalTokens {
  const ends = new Map<string, number>()
  return {
    route({ method, path, headers }) {
      if (method !== 'POST' || path !== '/v1/oauth2/token') return undefined
      const [, given = ''] = /^Basic (\S+)$/.exec(headers.authorization ?? '') ?? []
      if (!/^[^:]+:.+$/.test(Buffer.from(given, 'base64').toString())) {
        return jsonAnswer(401, { error: 'invalid_client', error_description: 'Client Authentication failed' })
      }
      const token = `A21AA${randomBytes(24).toString('base64url')}`
      ends.set(`Bearer ${token}`, world.now() + lifeSeconds * 1000)
      return jsonAnswer(200, { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds })
    },
    isValid: (authorization = '') => world.now() < (ends.get(authorization) ?? 0),
    endAll: () => ends.clear(),
  }
}
