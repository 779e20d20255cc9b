import { jsonAnswer, matchRoute, type PlayedAnswer, type PlayedRequest, type Route } from '../server/exchange.ts'
import type { World } from '../world.ts'
import { readForm, textAt, textsAt } from './read-form.ts'
import { refundableOf } from './refund-object.ts'
import type { StripeRefunds } from './refunds.ts'
import { missingObject, stripeList, stripeRefusal } from './stripe-answer.ts'

const path = '/v1/refunds'

/** Refunds: create, read and list (Stripe API reference, Refund). */
export function stripeRefundRoutes(world: World, refunds: StripeRefunds): Route {
  const { sessions, stripeRefunds: book } = world.books
  const sessionOf = (intent: string | undefined) =>
    Object.values(sessions).find(({ payment }) => payment !== undefined && payment.intent === intent)

  return request => {
    if (matchRoute(request, `POST ${path}`)) return create(request)
    if (matchRoute(request, `GET ${path}`)) return list(request)
    const [id] = matchRoute(request, `GET ${path}/:id`) ?? []
    if (id === undefined) return undefined
    const refund = book[id]
    return refund === undefined ? missingObject(id) : jsonAnswer(200, refunds.show(refund))
  }

  function create({ body }: PlayedRequest): PlayedAnswer {
    const form = readForm(body)
    const intent = textAt(form, 'payment_intent')
    const session = sessionOf(intent)
    if (session === undefined) return missingObject(`${intent}`)
    const left = session.payment?.state === 'succeeded' ? refundableOf(session, Object.values(book)) : 0
    const amount = Number(textAt(form, 'amount') ?? left)
    if (left === 0) return stripeRefusal(400, { message: 'Charge has no money left', code: 'charge_already_refunded' })
    if (!Number.isInteger(amount) || amount <= 0 || amount > left) {
      const message = `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`
      return stripeRefusal(400, { message, param: 'amount' })
    }
    return jsonAnswer(200, refunds.show(refunds.create(session, { amount, metadata: textsAt(form, 'metadata') })))
  }

  /** The newest first. */
  function list({ query }: PlayedRequest): PlayedAnswer {
    const session = sessionOf(query.get('payment_intent') ?? undefined)
    const all = Object.values(book)
      .reverse()
      .filter(one => one.session === session?.id)
    const after = all.findIndex(({ id }) => id === query.get('starting_after'))
    return stripeList(path, all.slice(after + 1).map(refunds.show), Number(query.get('limit') ?? '10'))
  }
}
