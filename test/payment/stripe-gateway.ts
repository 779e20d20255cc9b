import t from 'tap'
import { payment } from '../../hooks/payment/payment-object.ts'
import type { Callback } from '../../hooks/payment/payment-report.ts'
import { stripeGateway } from '../../hooks/payment/stripe-gateway.ts'
import { anOrder, now } from '../fixtures/objects.ts'
import { fakeKube, forbidden } from '../fixtures/payment-kube.ts'
import { dispute, event, intent, refund, secret, session, signature } from '../fixtures/stripe.ts'

const order = { namespace: 'conf', name: 'order-1' }
const paid = { provider: 'STRIPE', transactionId: 'pi_1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const

function callback(body: string, said: Partial<Callback> = {}): Callback {
  return {
    namespace: 'conf',
    bytes: Buffer.from(body),
    type: 'json',
    signature: signature(body, { at: now }),
    arrivedAt: now,
    deadline: AbortSignal.timeout(60_000),
    ...said,
  }
}

function stripe({ live = true, stripeSecrets = [secret] } = {}) {
  const kube = fakeKube([anOrder()])
  const account = { paypalReceivers: [], paypalWebhookIds: [], stripeSecrets }
  const read = stripeGateway({ live }, { accounts: async () => account, kube })
  return { kube, read, post: (type: string, object: object) => read(callback(event(type, object))) }
}

t.test('session and intent report the same payment', async t => {
  const { post } = stripe()
  const report = { order, ...paid }
  t.strictSame(await post('checkout.session.completed', session), report)
  t.strictSame(await post('payment_intent.succeeded', intent), report)
})

t.test('the order is named by metadata, or by client_reference_id, with or without its namespace', async t => {
  const { post } = stripe()
  const complete = (said: object) => post('checkout.session.completed', { ...session, ...said })
  const named = [
    { client_reference_id: 'conf/order-1' },
    { client_reference_id: 'cus_123', metadata: { order: 'order-1' } },
    { client_reference_id: null, metadata: { order: 'order-1', namespace: 'conf' } },
    { metadata: { namespace: 'conf' } },
    { metadata: null },
  ]
  for (const said of named) t.match(await complete(said), { order }, JSON.stringify(said))
  const message = 'finding order "other/order-1": must be in namespace "conf"'
  for (const said of [{ client_reference_id: 'other/order-1' }, { metadata: { namespace: 'other' } }]) {
    await t.rejects(complete(said), { outcome: 'foreign', message }, JSON.stringify(said))
  }
  const must = 'must be the name of an order, or namespace/order'
  await t.rejects(complete({ client_reference_id: 'Nr. 7' }), {
    outcome: 'malformed',
    message: `reading client_reference_id "Nr. 7": ${must}`,
  })
  await t.rejects(complete({ metadata: { order: 'Nr. 7' } }), {
    outcome: 'malformed',
    message: `reading metadata.order "Nr. 7": ${must}`,
  })
})

t.test('a payment of something else is ignored, and so is what moves no money', async t => {
  const { post } = stripe()
  const ignored = 'the event names no order: neither client_reference_id nor metadata'
  t.strictSame(await post('payment_intent.succeeded', { ...intent, metadata: {} }), { ignored })
  t.strictSame(await post('refund.created', { ...refund, payment_intent: null }), { ignored })
  t.match(await post('charge.refunded', {}), { ignored: 'events of type charge.refunded are not recorded' })
})

t.test('a refund or dispute is of the order whose payment it takes back, once that is recorded', async t => {
  const { kube, post } = stripe()
  const unknown = 'finding the order of "pi_1": its payment must be recorded first'
  await t.rejects(post('refund.created', refund), { outcome: 'unknown-order', message: unknown })
  await kube.createPayment(
    payment(anOrder(), { report: { order, ...paid }, receivedAt: now }),
    AbortSignal.timeout(60_000),
  )
  const taken = { order, provider: 'STRIPE', gross: '-29.90', currency: 'EUR' }
  t.strictSame(await post('refund.created', refund), { ...taken, transactionId: 're_1', state: 'Refunded' })
  t.strictSame(await post('charge.dispute.created', dispute), { ...taken, transactionId: 'dp_1', state: 'Reversed' })
  const won = await post('charge.dispute.closed', { ...dispute, status: 'won' })
  t.strictSame(won, { ...taken, gross: '29.90', transactionId: 'dp_1', state: 'ReversalCanceled' })
  kube.before = () => {
    throw forbidden()
  }
  const message = 'finding an order: must be sent again, the API server could not be asked'
  await t.rejects(post('refund.created', refund), { outcome: 'unavailable', message })
  kube.before = () => {
    throw new TypeError('a defect')
  }
  await t.rejects(post('refund.created', refund), { message: 'a defect' })
})

t.test('what is not signed is believed in nothing, what is no JSON is not looked at', async t => {
  const { read } = stripe()
  const body = event('checkout.session.completed', session)
  await t.rejects(read(callback(body, { signature: undefined })), { outcome: 'not-genuine', message: /once/ })
  await t.rejects(read(callback('not JSON', { signature: signature(body, { at: now }) })), {
    outcome: 'not-genuine',
    message: /of these bytes/,
  })
  await t.rejects(read(callback('not JSON')), { outcome: 'malformed', message: 'reading the body: must be JSON' })
  const message = 'reading the body: must be JSON, Stripe sends no other'
  await t.rejects(read(callback(body, { type: 'form' })), { outcome: 'malformed', message })
  await t.rejects(stripe({ stripeSecrets: [] }).read(callback(body)), { outcome: 'not-genuine', message: /no signing/ })
})

t.test('test mode is none of live mode, nor the other way round', async t => {
  const inTest = callback(event('checkout.session.completed', session, { livemode: false }))
  const inLive = callback(event('checkout.session.completed', session))
  t.match(await stripe({ live: false }).read(inTest), { order })
  const of = (mode: string) => ({ outcome: 'foreign', message: new RegExp(`must be of Stripe's ${mode} mode`) })
  await t.rejects(stripe().read(inTest), of('live'))
  await t.rejects(stripe({ live: false }).read(inLive), of('test'))
})

t.test('an event without the id that would name it is refused', async t => {
  const { post } = stripe()
  const message = 'reading the id of the payment, refund or dispute: must be there'
  const without = { ...session, payment_intent: null }
  await t.rejects(post('checkout.session.completed', without), { outcome: 'malformed', message })
  const spaced = { ...intent, id: 'pi 1' }
  await t.rejects(post('payment_intent.succeeded', spaced), { outcome: 'malformed', message })
})
