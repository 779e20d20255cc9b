import type { StripeSession } from '../books.ts'
import { jsonAnswer, matchRoute, type PlayedAnswer, type PlayedRequest, type Route } from '../server/exchange.ts'
import type { World } from '../world.ts'
import type { StripePayments } from './payments.ts'
import { readForm, textsAt } from './read-form.ts'
import { readNewSession } from './read-session.ts'
import { sessionObject, sessionStatusOf } from './session-object.ts'
import { missingObject, stripeList, stripeRefusal } from './stripe-answer.ts'

const path = '/v1/checkout/sessions'

/** Checkout Sessions: create, read, list and expire (Stripe API reference, Checkout Session). */
export function sessionRoutes(world: World, payments: StripePayments): Route {
  const { sessions } = world.books
  return request => {
    payments.expireOld()
    if (matchRoute(request, `POST ${path}`)) return create(request)
    if (matchRoute(request, `GET ${path}`)) return list(request)
    const [expired] = matchRoute(request, `POST ${path}/:id/expire`) ?? []
    if (expired !== undefined) return withSession(expired, session => expire(request, session))
    const [id] = matchRoute(request, `GET ${path}/:id`) ?? []
    return id === undefined ? undefined : withSession(id, session => show(request, session))
  }

  function create(request: PlayedRequest): PlayedAnswer {
    const session = readNewSession(request, world)
    if ('status' in session) return session
    sessions[session.id] = session
    return show(request, session)
  }

  /** The newest first. */
  function list({ query, origin }: PlayedRequest): PlayedAnswer {
    const from = Number(query.get('created[gte]') ?? '0') * 1000
    const all = Object.values(sessions)
      .reverse()
      .filter(({ created }) => created >= from)
    const after = all.findIndex(({ id }) => id === query.get('starting_after'))
    const limit = Number(query.get('limit') ?? '10')
    const objects = all.slice(after + 1).map(session => sessionObject(session, { origin }))
    return stripeList(path, objects, limit)
  }

  function expire(request: PlayedRequest, session: StripeSession): PlayedAnswer {
    if (sessionStatusOf(session) !== 'open') {
      const message = `Only Checkout Sessions with a status in ["open"] can be expired. It is "${sessionStatusOf(session)}".`
      return stripeRefusal(400, { message })
    }
    payments.expire(session)
    return show(request, session)
  }

  function withSession(id: string, answer: (session: StripeSession) => PlayedAnswer): PlayedAnswer {
    const session = sessions[id]
    return session === undefined ? missingObject(id) : answer(session)
  }
}

function show(request: PlayedRequest, session: StripeSession): PlayedAnswer {
  const form = readForm(request.method === 'GET' ? request.query.toString() : request.body)
  const isExpanded = Object.values(textsAt(form, 'expand')).some(one => one.startsWith('payment_intent'))
  return jsonAnswer(200, sessionObject(session, { origin: request.origin, isExpanded }))
}
