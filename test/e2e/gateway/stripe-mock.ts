import t, { type Test } from 'tap'
import { gatewayCall } from '../../../hooks/gateway/call-gateway.ts'
import { stripeCaller } from '../../../hooks/gateway/stripe/call-stripe.ts'
import { stripeClient } from '../../../hooks/gateway/stripe/client.ts'
import { refundParameters } from '../../../hooks/gateway/stripe/refund.ts'
import { sessionParameters, withDetails } from '../../../hooks/gateway/stripe/session-parameters.ts'
import { playGateway, request, signal, start } from '../../fixtures/gateway/played.ts'
import { failureOf } from '../../fixtures/gateway/scripted-call.ts'
import { startStripeMock } from '../../fixtures/gateway/stripe-mock.ts'

const account = { secretKey: 'sk_test_1', live: false }
const path = '/v1/checkout/sessions'

async function mock(t: Test) {
  const parts = { url: await startStripeMock(t), call: gatewayCall({ gateway: 'Stripe' }), now: () => start }
  return { call: stripeCaller(account, parts), client: stripeClient(account, parts) }
}

t.test('Stripe’s published API accepts our requests', async t => {
  const { call, client } = await mock(t)
  const refund = { key: 'r-1', order: request.order, transactionId: 'pi_1', amount: '10.00', currency: 'EUR' }
  for (const one of [request, { ...request, canPayLater: true, currency: 'JPY', amount: '3000' }]) {
    const parameters = sessionParameters(one, start)
    t.match(await call({ method: 'POST', path, parameters, key: one.key }, signal), { object: 'checkout.session' })
  }
  const calls = [
    { method: 'GET', path: `${path}/cs_1`, parameters: withDetails },
    { method: 'POST', path: `${path}/cs_1/expire`, parameters: withDetails },
    { method: 'GET', path, parameters: { created: { gte: 5 }, limit: 100, starting_after: 'cs_1' } },
  ] as const
  for (const one of calls) t.match(await call(one, signal), { object: /^(checkout.session|list)$/ })
  await call({ method: 'POST', path: '/v1/refunds', parameters: refundParameters(refund), key: 'r-1' }, signal)
  t.match(await client.refund(refund, signal), { id: /^re_/, state: 'succeeded' }, 'our client reads its refund')
  t.match(await client.readRefund('re_1', refund, signal), { id: 're_1' })
  t.equal(await client.findRefund(refund, signal), undefined)
  t.equal(await client.find(request.key, start, signal), undefined)
})

t.test('it refuses a parameter that does not exist, so its consent means something', async t => {
  const { call } = await mock(t)
  const parameters = { ...sessionParameters(request, start), expires_in: 5 }
  t.match(await failureOf(call({ method: 'POST', path, parameters }, signal)), { kind: 'refused' })
})

t.test('the played gateway shows no field that Stripe has not', async t => {
  const { call } = await mock(t)
  const { url, stripe, press, control } = await playGateway(t)
  const ours = stripeCaller(account, { url, call: gatewayCall({ gateway: 'Stripe' }) })
  const { id, url: page } = await stripe.open(request, signal)
  await press(page, 'pay')
  const transactionId = control.books.sessions[id]?.payment?.intent ?? ''
  const refund = { key: 'r-1', order: request.order, transactionId, amount: '10.00', currency: 'EUR' }
  const sent = await stripe.refund(refund, signal)
  const [session, real] = await Promise.all(
    [ours, call].map(one => one({ method: 'GET', path: `${path}/${id}`, parameters: withDetails }, signal)),
  )
  t.strictSame(strangers(session, real), [])
  const [played, realRefund] = await Promise.all(
    [ours, call].map(one => one({ method: 'GET', path: `/v1/refunds/${sent.id}` }, signal)),
  )
  t.strictSame(strangers(played, realRefund), [])
  const intents = [session?.['payment_intent'], await call({ method: 'GET', path: '/v1/payment_intents/pi_1' }, signal)]
  t.strictSame(strangers(intents[0], intents[1]), [])
})

/** The fields of an object that the other one lacks. */
function strangers(object: unknown, other: unknown): string[] {
  return Object.keys(object as object).filter(name => !(name in (other as object)))
}
