import type { PlayedAnswer, PlayedRequest, Route } from '../server/exchange.ts'
import { type StoredAnswers, storeAnswers } from '../server/stored-answers.ts'
import type { World } from '../world.ts'
import { stripeRefusal } from './stripe-answer.ts'

const dayMs = 24 * 3_600_000

/** A route of Stripe whose answers are stored under the idempotency keys of their requests. */
export interface KeyedRoute {
  route: Route
  /** Notes that the answer to a request was sent or cut. Until then, another request with its key gets 409. */
  end(request: PlayedRequest): void
}

/**
 * Adds the check of the API key, planned failures, and idempotency. The answer to a POST with an idempotency key is stored
 * for 24 hours once its work has begun, also if the work failed. The answer to a request that failed validation is not
 * stored (Stripe API reference, Idempotent requests).
 */
export function withStripeKeys(world: World, route: Route): KeyedRoute {
  const stored = storeAnswers(world.books.stripeKeys, { keepMs: dayMs, now: world.now })
  const begun = new WeakMap<PlayedRequest, string>()

  function performFirst(request: PlayedRequest, key: string): PlayedAnswer {
    const answer = perform(request, route)
    const isStored = answer.status === 200 || answer.status >= 500
    if (isStored) stored.store(key, { path: request.path, parameters: request.body, answer })
    stored.begin(key)
    begun.set(request, key)
    return answer
  }

  return {
    route(request) {
      // PayPal's tokens and certificates are below /v1 too.
      if (!/^\/v1\/(?!oauth2\/|notifications\/)/.test(request.path)) return undefined
      if (!/^Bearer [sr]k_(?:test|live)_/.test(request.headers.authorization ?? '')) {
        return stripeRefusal(401, { message: 'Invalid API Key provided' })
      }
      const key = keyOf(request)
      if (key === undefined) return perform(request, route)
      return repeat(stored, { request, key }) ?? performFirst(request, key)
    },
    end(request) {
      const key = begun.get(request)
      if (key !== undefined) stored.end(key)
    },
  }
}

/** The answer to a request whose key is known already. */
function repeat(
  stored: StoredAnswers,
  { request: { path, body }, key }: { request: PlayedRequest; key: string },
): PlayedAnswer | undefined {
  const known = stored.look(key, { path, parameters: body })
  if (known.found === 'answer') {
    return { ...known.answer, headers: { ...known.answer.headers, 'idempotent-replayed': 'true' } }
  }
  if (known.found === 'running') {
    const message = 'There is currently another in-progress request using this key'
    return stripeRefusal(409, { message, code: 'idempotency_key_in_use' })
  }
  if (known.found === 'nothing') return undefined
  const message = 'Keys for idempotent requests can only be used with the same parameters they were first used with.'
  return stripeRefusal(400, { message, type: 'idempotency_error' })
}

function perform(request: PlayedRequest, route: Route): PlayedAnswer {
  const { failure, path, method } = request
  const answer = failure?.isEffective === false ? undefined : route(request)
  if (failure !== undefined) {
    return stripeRefusal(failure.status, { message: 'A planned failure', type: 'api_error' })
  }
  return answer ?? stripeRefusal(404, { message: `Unrecognized request URL (${method}: ${path})` })
}

function keyOf({ method, headers }: PlayedRequest): string | undefined {
  const key = headers['idempotency-key']
  return method === 'POST' && typeof key === 'string' ? key : undefined
}
