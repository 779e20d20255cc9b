import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { buildPaymentServer } from '../../../hooks/http/payments/server.ts'
import { anOrder, aTicketOf, now } from '../../fixtures/objects.ts'
import { fakeKube, hang } from '../../fixtures/payment/fake-kube.ts'
import { says, startPaypal } from '../../fixtures/payment/paypal.ts'
import {
  capture,
  captureRefund,
  paypalEvent,
  signedHeaders,
  startCertificateHost,
  webhook,
} from '../../fixtures/payment/paypal-webhooks.ts'
import { form, paid, testPaymentServer, trusting } from '../../fixtures/payment/server.ts'
import { event, intent, secret, session, signature } from '../../fixtures/payment/stripe.ts'

function listen(server: FastifyInstance): Promise<string> {
  return server.listen({ host: '127.0.0.1', port: 0 })
}

t.test('on a socket with the defaults, a callback is answered as soon as the hooks have answered', async t => {
  const kube = fakeKube([anOrder()])
  kube.before = call => {
    const ticketed = { type: 'Ticketed', status: 'True', reason: 'Made', message: '', lastTransitionTime: '' } as const
    kube.tickets.set('conf/order-1', [aTicketOf(anOrder())])
    const status = { payment: 'CONFIRMED', quantity: 1, paid: '29.90', conditions: [ticketed] } as const
    if (call === 'watchOrder') kube.put(anOrder({ status: { ...status, conditions: [ticketed] } }))
  }
  const server = buildPaymentServer({ ...trusting, kube, logger: false })
  t.teardown(() => server.close())
  const url = await listen(server)
  const before = Date.now()
  const headers = { 'content-type': form }
  const response = await fetch(`${url}/payment-gateway/conf`, { method: 'POST', headers, body: paid })
  t.strictSame([response.status, await response.json()], [200, { order: 'order-1', payment: 'CONFIRMED', tickets: 1 }])
  const [payment] = kube.payments.values()
  t.ok(Date.parse(payment?.spec.receivedAt ?? '') > before - 1000)
  t.strictSame(await (await fetch(`${url}/readyz`)).text(), 'ok')
})

t.test('a webhook and an IPN about one capture are recorded once, on a socket too', async t => {
  const kube = fakeKube([anOrder()])
  const paypal = await startPaypal(t)
  const host = await startCertificateHost(t)
  const { server, log } = testPaymentServer(t, {
    kube,
    paypal: { mode: 'live', postbackUrl: paypal.url, certificateUrl: host.url },
    account: {
      paypalReceivers: ['shop@example.org'],
      paypalWebhookIds: [webhook],
      stripeSecrets: [],
      stripeAccounts: [],
    },
  })
  const url = `${await listen(server)}/payment-gateway/conf`
  const send = async (body: string, headers = {}) => {
    const type = { 'content-type': 'application/json' }
    return (await fetch(`${url}/paypal`, { method: 'POST', headers: { ...type, ...headers }, body })).status
  }
  const sent = async (type: string, resource: object) => {
    const body = paypalEvent(type, resource)
    return send(body, signedHeaders(body, { url: host.url }))
  }
  const body = paypalEvent('PAYMENT.CAPTURE.COMPLETED', capture)
  t.equal(await send(body), 401)
  t.equal(await send(`${body} `, signedHeaders(body, { url: host.url })), 401)
  t.equal(kube.payments.size, 0)
  t.equal(await sent('PAYMENT.CAPTURE.REFUNDED', captureRefund), 200, 'a refund of a payment of somebody else')
  t.equal(await sent('PAYMENT.CAPTURE.COMPLETED', capture), 200)
  const ipn = `${paid.replace('order-1', 'conf/order-1')}&receiver_email=shop@example.org`
  t.equal((await fetch(url, { method: 'POST', headers: { 'content-type': form }, body: ipn })).status, 200)
  t.equal(await sent('PAYMENT.CAPTURE.REFUNDED', captureRefund), 200)
  t.equal(await sent('PAYMENT.CAPTURE.COMPLETED', { ...capture, amount: { value: '1', currency_code: 'EUR' } }), 200)
  t.strictSame(
    [...kube.payments.values()].map(({ spec: { transactionId, state, gross } }) => [transactionId, state, gross]),
    [
      ['61E67681CH3238416', 'Completed', '29.90'],
      ['1Y107995YT783435V', 'Refunded', '-29.90'],
    ],
  )
  t.strictSame(
    log.flatMap(({ outcome }) => outcome ?? []),
    ['not-genuine', 'not-genuine', 'ignored', 'recorded', 'already-recorded', 'recorded', 'mismatch'],
  )
  t.equal(host.asked.length, 1)
})

t.test('a session and its payment intent that name orders of two conferences buy in one of them', async t => {
  const kube = fakeKube(['conf', 'other'].map(namespace => anOrder({ metadata: { namespace } })))
  const account = { paypalReceivers: [], paypalWebhookIds: [], stripeSecrets: [secret], stripeAccounts: [] }
  const { post, log } = testPaymentServer(t, { kube, account })
  const send = async (namespace: string, type: string, object: object) => {
    const body = event(type, object)
    const headers = { 'stripe-signature': signature(body, { at: now }) }
    return (await post(body, { namespace, path: '/stripe', type: 'application/json', headers })).statusCode
  }
  t.equal(await send('conf', 'checkout.session.completed', session), 200)
  t.equal(await send('other', 'payment_intent.succeeded', { ...intent, metadata: { order: 'other/order-1' } }), 200)
  t.strictSame(
    [...kube.payments.values()].map(({ metadata }) => metadata.namespace),
    ['conf'],
  )
  t.match(log, [{ outcome: 'recorded' }, { outcome: 'mismatch', alarm: 'payment-mismatch' }])
})

t.test('a body larger than 64 KiB is refused on a socket too', async t => {
  const { server, kube } = testPaymentServer(t, { kube: fakeKube([anOrder()]) })
  const url = await listen(server)
  const body = `${paid}&memo=${'x'.repeat(1_000_000)}`
  const request = fetch(`${url}/payment-gateway/conf`, { method: 'POST', headers: { 'content-type': form }, body })
  t.equal((await request).status, 400)
  t.equal(kube.payments.size, 0)
})

t.test('a callback past its deadline is not acknowledged', async t => {
  const kube = fakeKube([anOrder()], (_call, signal) => hang(signal))
  const { post } = testPaymentServer(t, { kube, timesMs: { deadline: 10 } })
  const { statusCode, body } = await post(paid)
  const error = 'Cannot record a payment of order "conf/order-1": a request to the API server failed; send it again'
  t.strictSame([statusCode, body], [503, JSON.stringify({ error })])
})

t.test('a callback under way is answered while the program is ending', async t => {
  const kube = fakeKube([anOrder()])
  const { server, post } = testPaymentServer(t, { kube })
  const closing = new Promise<void>(resolve => {
    kube.before = async call => {
      if (call === 'createPayment') resolve()
    }
  })
  const answer = post(paid)
  await closing
  await server.close()
  t.equal((await answer).statusCode, 200)
})

t.test('two replicas with the same callback at once record it once', async t => {
  const kube = fakeKube([anOrder()])
  const replicas = [testPaymentServer(t, { kube }), testPaymentServer(t, { kube })]
  const answers = await Promise.all(replicas.flatMap(({ post }) => [post(paid), post(paid)]))
  t.strictSame(
    answers.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200],
  )
  t.equal(kube.payments.size, 1)
  t.equal(kube.events.size, 1)
  const outcomes = replicas.flatMap(({ log }) => log.map(({ outcome }) => outcome)).sort()
  t.strictSame(outcomes, ['already-recorded', 'already-recorded', 'already-recorded', 'recorded'])
})

t.test('an unreadable path is answered with one sentence too', async t => {
  const { server, log } = testPaymentServer(t)
  const { statusCode, body } = await server.inject({ method: 'POST', url: '/payment-gateway/%zz' })
  const served = 'it must be POST /payment-gateway/<namespace>, or <namespace>/paypal, or <namespace>/stripe'
  const error = `Cannot serve POST "/payment-gateway/%zz": ${served}`
  t.strictSame([statusCode, JSON.parse(body)], [404, { error }])
  t.match(log, [{ outcome: 'unserved', path: '/payment-gateway/%zz' }])
})

t.test('a path with an extra slash is the same path', async t => {
  const { post, kube } = testPaymentServer(t, { kube: fakeKube([anOrder()]) })
  t.equal((await post(paid, { path: '/' })).statusCode, 200)
  t.equal((await post(paid, { namespace: '/conf' })).statusCode, 200)
  t.equal((await post('{}', { path: '/stripe/', type: 'application/json' })).statusCode, 401)
  t.equal(kube.payments.size, 1)
})

t.test('junk from a source never keeps out its signed events', async t => {
  const account = { paypalReceivers: [], paypalWebhookIds: [], stripeSecrets: [secret], stripeAccounts: [] }
  const { post } = testPaymentServer(t, { kube: fakeKube([anOrder()]), account })
  const stripe = { path: '/stripe', type: 'application/json' }
  for (let call = 0; call < 150; call++) {
    t.equal((await post('{}', stripe)).statusCode, 401)
    t.equal((await post('no=callback')).statusCode, 400)
  }
  const body = event('checkout.session.completed', session)
  const headers = { 'stripe-signature': signature(body, { at: now }) }
  t.equal((await post(body, { ...stripe, headers })).statusCode, 200)
})

t.test('a source may cause a hundred calls of PayPal in vain a minute, then it must wait', async t => {
  const paypal = await startPaypal(t, says('INVALID'))
  const { post, log } = testPaymentServer(t, {
    kube: fakeKube([anOrder()]),
    paypal: { mode: 'live', postbackUrl: paypal.url, certificateUrl: paypal.url },
    account: { paypalReceivers: ['shop@example.org'], paypalWebhookIds: [], stripeSecrets: [], stripeAccounts: [] },
    trustedProxies: ['127.0.0.1'],
  })
  const send = (number: number, source: string) =>
    post(`${paid.replace('order-1', 'conf/order-1')}&receiver_email=shop@example.org&memo=${number}`, {
      headers: { 'x-forwarded-for': source },
    })
  const calls = Array.from({ length: 100 }, (_, number) => send(number, `2001:db8:1:2::${number}`))
  for (const { statusCode } of await Promise.all(calls)) t.equal(statusCode, 401)
  paypal.answer = says('VERIFIED')
  const { statusCode, headers, body } = await send(100, '2001:db8:1:2:3:4:5:6')
  const why = 'too many of its callbacks could not be verified'
  const error = `Cannot verify a callback from "2001:db8:1:2::/64": ${why}; send it again in 60 s`
  t.strictSame([statusCode, headers['retry-after'], body], [429, '60', JSON.stringify({ error })])
  t.match(log.at(-1), { level: 40, outcome: 'too-many' })
  t.equal((await send(99, '2001:db8:1:2::1')).statusCode, 401, 'a cached verdict of PayPal is still answered')
  t.equal((await send(100, '2001:db8:1:3::1')).statusCode, 200)
  t.equal(paypal.asked.length, 101)
})

t.test('a slow sender is disconnected, and delays nobody', async t => {
  const { server, post } = testPaymentServer(t, { kube: fakeKube([anOrder()]), timesMs: { deadline: 1000 } })
  const { port } = new URL(await listen(server))
  const head = 'POST /payment-gateway/conf HTTP/1.1\r\nhost: a\r\n'
  const slow = [head, `${head}content-type: ${form}\r\ncontent-length: 9\r\n\r\ncustom=`].map(beginning => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(beginning)
    return text(socket)
  })
  t.equal((await post(paid)).statusCode, 200)
  for (const answer of await Promise.all(slow)) t.match(answer, /^HTTP\/1.1 400 Bad Request\r\n.*sent without delay/s)
})
