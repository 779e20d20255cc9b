import t from 'tap'
import { stripePayments } from '../../../../local/gateway/stripe/payments.ts'
import { stripeRefundRoutes } from '../../../../local/gateway/stripe/refund-routes.ts'
import { stripeRefunds } from '../../../../local/gateway/stripe/refunds.ts'
import { addSession, origin, played, read, testWorld } from '../../../fixtures/gateway/world.ts'

function parts() {
  const { world } = testWorld()
  const session = addSession(world)
  const payments = stripePayments(world, () => origin)
  const route = stripeRefundRoutes(world, stripeRefunds(world))
  const say = (line: string, body = '') => read(route(played(line, { body })))
  return { world, session, payments, say }
}

t.test('a payment is refunded in parts, and no more than it was', async t => {
  const { payments, session, say } = parts()
  payments.pay(session, 'card')
  const intent = session.payment?.intent
  const refund = (amount: string) => say('POST /v1/refunds', `payment_intent=${intent}${amount}`)
  const first = refund('&amount=1000&metadata[refund]=r-1')
  t.match(first, { status: 200, body: { amount: 1000, metadata: { refund: 'r-1' }, status: 'succeeded' } })
  for (const amount of ['1991', '0', '-1', '1.5']) {
    t.match(refund(`&amount=${amount}`), { status: 400, body: { error: { param: 'amount' } } }, amount)
  }
  t.match(refund(''), { status: 200, body: { amount: 1990 } })
  t.match(refund('&amount=1'), { status: 400, body: { error: { code: 'charge_already_refunded' } } })
  t.strictSame(say(`GET /v1/refunds/${first.body['id']}`), first)
  const { body } = say(`GET /v1/refunds?payment_intent=${intent}&limit=1`)
  const [newest] = body['data'] as { id: string; amount: number }[]
  t.match(body, { has_more: true, data: [{ amount: 1990 }] })
  t.match(say(`GET /v1/refunds?payment_intent=${intent}&starting_after=${newest?.id}`).body, {
    has_more: false,
    data: [{ amount: 1000 }],
  })
})

t.test('money that has not arrived is not refunded', async t => {
  const { payments, session, say } = parts()
  payments.pay(session, 'delayed')
  t.equal(say('POST /v1/refunds', `payment_intent=${session.payment?.intent}&amount=1`).status, 400)
})

t.test('an unknown payment or refund does not exist', async t => {
  const { say } = parts()
  t.equal(say('POST /v1/refunds', 'payment_intent=pi_other').status, 404)
  t.equal(say('POST /v1/refunds').status, 404)
  t.equal(say('GET /v1/refunds/re_other').status, 404)
  t.match(say('GET /v1/refunds'), { status: 200, body: { data: [] } })
  t.equal(say('GET /v1/other').status, undefined)
})
