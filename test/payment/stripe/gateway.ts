import t from 'tap'
import type { Callback } from '../../../hooks/payment/payment-report.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { stripeGateway } from '../../../hooks/payment/stripe/gateway.ts'
import { anOrder, now } from '../../fixtures/objects.ts'
import { aCaller } from '../../fixtures/payment/callers.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'
import { dispute, event, intent, refund, secret, session, signature } from '../../fixtures/payment/stripe.ts'

const order = { namespace: 'conf', name: 'order-1' }
const by = 'namespace and name'
const paid = { provider: 'STRIPE', transactionId: 'pi_1', state: 'Completed', gross: '29.90', currency: 'EUR' } as const

const signed = (body: string) => ({ 'stripe-signature': signature(body, { at: now }) })

function callback(body: string, said: Partial<Callback> = {}): Callback {
  return {
    namespace: 'conf',
    bytes: Buffer.from(body),
    type: 'json',
    headers: signed(body),
    arrivedAt: now,
    caller: aCaller(),
    deadline: AbortSignal.timeout(60_000),
    ...said,
  }
}

function stripe({
  live = true,
  stripeSecrets = [secret],
  stripeAccounts = [] as string[],
  isShared = true,
  isConnectShared = true,
} = {}) {
  const kube = fakeKube([anOrder()])
  const paypal = { paypalReceivers: [], paypalWebhookIds: [] }
  const shared = { paypal: true, stripe: isShared, stripeConnect: isConnectShared }
  const account = { ...paypal, stripeSecrets, stripeAccounts, isShared: shared }
  const read = stripeGateway({ live }, { accounts: async () => account, kube, patienceMs: 0 })
  const post = (type: string, object: object, said?: object) => read(callback(event(type, object, said)))
  return { kube, read, post }
}

t.test('session and intent report the same payment', async t => {
  const { post } = stripe()
  const report = { order, by, ...paid }
  t.strictSame(await post('checkout.session.completed', session), report)
  t.strictSame(await post('payment_intent.succeeded', intent), report)
})

t.test('metadata or client_reference_id name the order with its namespace', async t => {
  const { post } = stripe()
  const complete = (said: object) => post('checkout.session.completed', { ...session, ...said })
  const named = [
    { client_reference_id: 'conf/order-1' },
    { client_reference_id: 'cus_123', metadata: { order: 'conf/order-1' } },
    { client_reference_id: null, metadata: { order: 'order-1', namespace: 'conf' } },
    { client_reference_id: 'order-1', metadata: { namespace: 'conf' } },
    { metadata: null },
  ]
  for (const said of named) t.match(await complete(said), { order, by }, JSON.stringify(said))
  const message = 'Cannot find order "other/order-1": it must be in namespace "conf"'
  for (const said of [
    { client_reference_id: 'other/order-1' },
    { metadata: { namespace: 'other', order: 'order-1' } },
  ]) {
    await t.rejects(complete(said), { outcome: 'foreign', message }, JSON.stringify(said))
  }
  const bare = { client_reference_id: 'order-1' }
  await t.rejects(complete(bare), { outcome: 'foreign', message: /must be named "conf\/order-1"/ })
  const own = stripe({ isShared: false })
  t.match(await own.post('checkout.session.completed', { ...session, ...bare }), { order, by: 'name' })
})

t.test('a payment for something else is ignored, and so is an event that moves no money', async t => {
  const { post } = stripe()
  t.strictSame(await post('payment_intent.succeeded', { ...intent, metadata: {} }), { ignored: 'it names no order' })
  t.strictSame(await post('checkout.session.completed', { ...session, client_reference_id: 'user_42' }), {
    ignored: '"user_42" cannot be the name of an order',
  })
  t.strictSame(await post('refund.created', { ...refund, payment_intent: null }), { ignored: 'it names no order' })
  const strange = { ...intent, id: 'a b', amount_received: 'free', currency: 'gold', metadata: {} }
  t.strictSame(await post('payment_intent.succeeded', strange), { ignored: 'it names no order' })
  t.match(await post('charge.refunded', {}), { ignored: 'events of type charge.refunded are not recorded' })
})

t.test('an event of a connected account is accepted if the account is ours', async t => {
  const { post } = stripe({ stripeAccounts: ['acct_1', 'acct_2'] })
  const of = (account: unknown) => post('checkout.session.completed', session, { account })
  for (const account of ['acct_2', null, undefined]) t.match(await of(account), { order }, String(account))
  const message = 'Cannot read account: it must be a connected account of this conference'
  for (const account of ['acct_3', '', [], ['acct_1'], {}, 0, false])
    await t.rejects(of(account), { outcome: 'foreign', message }, JSON.stringify(account))
})

t.test('connected accounts of its own are no right to the account of the installation', async t => {
  const own = { stripeAccounts: ['acct_1'], isConnectShared: false }
  const pay = (options: Parameters<typeof stripe>[0], account: unknown, client_reference_id = 'order-1') =>
    stripe(options).post('checkout.session.completed', { ...session, client_reference_id }, { account })
  t.match(await pay(own, 'acct_1'), { order, by: 'name' })
  const message = 'Cannot read account: it must be a connected account of this conference'
  for (const account of [undefined, null, 'acct_2', '']) {
    for (const name of ['order-1', 'conf/order-1'])
      await t.rejects(pay(own, account, name), { outcome: 'foreign', message }, String(account))
  }
  t.match(await pay({ ...own, isShared: false }, undefined), { order, by: 'name' }, 'it signs itself')
  t.match(await pay({ ...own, isShared: false }, 'acct_1'), { order, by: 'name' })
})

t.test('the connected accounts of the installation stay shared with a conference that signs itself', async t => {
  const { post } = stripe({ stripeAccounts: ['acct_1'], isShared: false })
  const pay = (client_reference_id: string, said: object) =>
    post('checkout.session.completed', { ...session, client_reference_id }, said)
  t.match(await pay('order-1', {}), { order, by: 'name' })
  t.match(await pay('conf/order-1', { account: 'acct_1' }), { order, by: 'namespace and name' })
  await t.rejects(pay('order-1', { account: 'acct_1' }), { outcome: 'foreign', message: /must be named/ })
})

t.test('an amount that the buyer saw in another currency counts in ours', async t => {
  const { post } = stripe()
  const conversion = { amount_subtotal: 2990, amount_total: 2990, fx_rate: '1.17', source_currency: 'eur' }
  const shown = { ...session, amount_total: 3499, currency: 'usd', currency_conversion: conversion }
  t.strictSame(await post('checkout.session.completed', shown, { created: 1_795_161_600 }), {
    order,
    by,
    ...paid,
    occurredAt: '2026-11-20T08:00:00Z',
  })
})

t.test('a refund or dispute belongs to the order of its recorded payment', async t => {
  const { kube, post } = stripe()
  const ignored = 'the payment "pi_1" that it takes back is not recorded in "conf"'
  t.strictSame(await post('refund.created', refund), { ignored })
  await kube.createPayment(
    paymentObject(anOrder(), { report: { order, ...paid }, receivedAt: now }),
    AbortSignal.timeout(60_000),
  )
  const taken = {
    order,
    by: 'payment',
    provider: 'STRIPE',
    gross: '-29.90',
    currency: 'EUR',
    parentTransactionId: 'pi_1',
  }
  t.strictSame(await post('refund.created', refund), { ...taken, transactionId: 're_1', state: 'Refunded' })
  t.strictSame(await post('charge.dispute.created', dispute), { ...taken, transactionId: 'dp_1', state: 'Reversed' })
  const won = await post('charge.dispute.closed', { ...dispute, status: 'won' })
  t.strictSame(won, { ...taken, gross: '29.90', transactionId: 'dp_1', state: 'ReversalCanceled' })
  kube.before = () => {
    throw forbidden()
  }
  const message = 'Cannot find the order: a request to the API server failed; send the callback again'
  await t.rejects(post('refund.created', refund), { outcome: 'unavailable', message })
})

t.test('an unsigned event is refused, and a body that is no JSON is not even checked', async t => {
  const { read } = stripe()
  const body = event('checkout.session.completed', session)
  await t.rejects(read(callback(body, { headers: {} })), { outcome: 'not-genuine', message: /exactly one time/ })
  await t.rejects(read(callback('not JSON', { headers: signed(body) })), {
    outcome: 'not-genuine',
    message: /sign this body/,
  })
  await t.rejects(read(callback('not JSON')), {
    outcome: 'malformed',
    message: 'Cannot read the body: it must be JSON',
  })
  const message = 'Cannot read the body: it must be JSON, because Stripe sends only JSON'
  await t.rejects(read(callback(body, { type: 'form' })), { outcome: 'malformed', message })
  await t.rejects(stripe({ stripeSecrets: [] }).read(callback(body)), {
    outcome: 'not-genuine',
    message: /a signing secret of Stripe must be configured/,
  })
})

t.test('live and test mode refuse events of each other', async t => {
  const inTest = callback(event('checkout.session.completed', session, { livemode: false }))
  const inLive = callback(event('checkout.session.completed', session))
  t.match(await stripe({ live: false }).read(inTest), { order })
  const of = (mode: string) => ({ outcome: 'foreign', message: new RegExp(`must be of Stripe's ${mode} mode`) })
  await t.rejects(stripe().read(inTest), of('live'))
  await t.rejects(stripe({ live: false }).read(inLive), of('test'))
})

t.test('an event without an id for its payment is refused', async t => {
  const { post } = stripe()
  const message =
    'Cannot read the id of the payment, refund or dispute: it must be 1 to 255 printable ASCII characters without spaces'
  const without = { ...session, payment_intent: null }
  await t.rejects(post('checkout.session.completed', without), { outcome: 'malformed', message })
  const spaced = { ...intent, id: 'pi 1' }
  await t.rejects(post('payment_intent.succeeded', spaced), { outcome: 'malformed', message })
})
