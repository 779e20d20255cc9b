import type { PlayedAnswer, PlayedRequest, Route } from '../server/exchange.ts'
import { type StoredAnswers, storeAnswers } from '../server/stored-answers.ts'
import type { World } from '../world.ts'
import { paypalRefusal } from './paypal-answer.ts'

const hourMs = 3_600_000

/**
 * How long PayPal keeps the header PayPal-Request-Id of an order and of a refund (Orders API v2 and Payments API v2:
 * PayPal-Request-Id).
 */
const keepsMs = { orders: 6 * hourMs, payments: 45 * 24 * hourMs }

/**
 * Adds the checks of the token, planned failures, and idempotency: PayPal repeats the answer of an earlier request with the
 * same header, refusals too. PayPal does not say what a repetition with another body gets; the played gateway refuses
 * it, so that nobody relies on an answer.
 */
export function withPaypalKeys(
  world: World,
  { route, isValid }: { route: Route; isValid(authorization: string | undefined): boolean },
): { route: Route; end(request: PlayedRequest): void } {
  const begun = new WeakMap<PlayedRequest, { stored: StoredAnswers; key: string }>()
  const [orders, payments] = [keepsMs.orders, keepsMs.payments].map(keepMs =>
    storeAnswers(world.books.paypalKeys, { keepMs, now: world.now }),
  ) as [StoredAnswers, StoredAnswers]

  function performFirst(request: PlayedRequest, { stored, key }: { stored: StoredAnswers; key: string }): PlayedAnswer {
    const answer = perform(request, route)
    const isStored = answer.status !== 400
    if (isStored) stored.store(key, { path: request.path, parameters: request.body, answer })
    stored.begin(key)
    begun.set(request, { stored, key })
    return answer
  }

  return {
    route(request) {
      if (!request.path.startsWith('/v2/')) return undefined
      if (!isValid(request.headers.authorization)) {
        return paypalRefusal(401, { name: 'AUTHENTICATION_FAILURE', description: 'Authentication failed' })
      }
      const key = keyOf(request)
      if (key === undefined) return perform(request, route)
      const stored = request.path.startsWith('/v2/payments/') ? payments : orders
      return repeat(stored, { request, key }) ?? performFirst(request, { stored, key })
    },
    end(request) {
      const one = begun.get(request)
      one?.stored.end(one.key)
    },
  }
}

/** The answer to a request whose key is known already. */
function repeat(
  stored: StoredAnswers,
  { request: { path, body }, key }: { request: PlayedRequest; key: string },
): PlayedAnswer | undefined {
  const known = stored.look(key, { path, parameters: body })
  if (known.found === 'answer') return known.answer
  if (known.found === 'running') {
    const description = 'A previous request on this resource is currently in progress. Please wait and try again.'
    return paypalRefusal(409, { name: 'RESOURCE_CONFLICT', issue: 'PREVIOUS_REQUEST_IN_PROGRESS', description })
  }
  if (known.found === 'nothing') return undefined
  const description = 'PayPal-Request-Id belongs to another request.'
  return paypalRefusal(422, { name: 'UNPROCESSABLE_ENTITY', issue: 'DUPLICATE_REQUEST_ID', description })
}

function perform(request: PlayedRequest, route: Route): PlayedAnswer {
  const { failure } = request
  const answer = failure?.isEffective === false ? undefined : route(request)
  if (failure !== undefined) {
    return paypalRefusal(failure.status, { name: 'INTERNAL_SERVER_ERROR', description: 'A planned failure' })
  }
  return answer ?? paypalRefusal(404, { name: 'RESOURCE_NOT_FOUND', description: 'No such path' })
}

function keyOf({ method, headers }: PlayedRequest): string | undefined {
  const key = headers['paypal-request-id']
  return method === 'POST' && typeof key === 'string' ? key : undefined
}
