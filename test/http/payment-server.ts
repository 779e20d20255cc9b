import type { FastifyInstance } from 'fastify'
import { Registry } from 'prom-client'
import t from 'tap'
import { logCallback } from '../../hooks/http/payment-log.ts'
import { buildPaymentServer } from '../../hooks/http/payment-server.ts'
import { anOrder } from '../fixtures/objects.ts'
import { fakeKube, hang } from '../fixtures/payment-kube.ts'
import { form, paid, testPaymentServer } from '../fixtures/payment-server.ts'

function listen(server: FastifyInstance): Promise<string> {
  return server.listen({ host: '127.0.0.1', port: 0 })
}

t.test('on a socket, with the defaults, a callback is answered as soon as the hooks have', async t => {
  const kube = fakeKube([anOrder()])
  kube.before = call => {
    const ticketed = { type: 'Ticketed', status: 'True', reason: 'Made', message: '', lastTransitionTime: '' } as const
    const status = { payment: 'CONFIRMED', quantity: 1, paid: '29.90', conditions: [ticketed] } as const
    if (call === 'watchOrder') kube.put(anOrder({ status: { ...status, conditions: [ticketed] } }))
  }
  const server = buildPaymentServer({ kube, instance: 'replica-1', logger: false })
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

t.test('a body larger than 64 KiB is refused on a socket too', async t => {
  const { server, kube } = testPaymentServer(t, { kube: fakeKube([anOrder()]) })
  const url = await listen(server)
  const body = `${paid}&memo=${'x'.repeat(1_000_000)}`
  const request = fetch(`${url}/payment-gateway/conf`, { method: 'POST', headers: { 'content-type': form }, body })
  t.equal((await request).status, 400)
  t.equal(kube.payments.size, 0)
})

t.test('what takes longer than the deadline is not acknowledged', async t => {
  const kube = fakeKube([anOrder()], (_call, signal) => hang(signal))
  const { post } = testPaymentServer(t, { kube, times: { deadline: 10 } })
  const { statusCode, body } = await post(paid)
  const error = 'recording a payment of order "conf/order-1": must be sent again, the API server could not be asked'
  t.strictSame([statusCode, body], [503, JSON.stringify({ error })])
})

t.test('a callback under way is answered while the program ends', async t => {
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

t.test('two replicas that are sent the same callback at once record it once', async t => {
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

t.test('a path that cannot be read has one sentence too', async t => {
  const { server } = testPaymentServer(t)
  const { statusCode, body } = await server.inject({ method: 'POST', url: '/payment-gateway/%zz' })
  const error = 'serving POST "/payment-gateway/%zz": must be POST /payment-gateway/<namespace>'
  t.strictSame([statusCode, JSON.parse(body)], [404, { error }])
})

t.test('callbacks are counted by gateway and by what became of them, and nothing else is', async t => {
  const registry = new Registry()
  const { server, post } = testPaymentServer(t, { kube: fakeKube([anOrder()]), registry })
  server.post('/payment-gateway/:namespace/stripe', async request => logCallback(request, 'malformed'))
  await post(paid)
  await post(paid)
  await post('custom=order-9&payment_status=Completed&mc_gross=29.90&mc_currency=EUR&txn_id=1')
  await post('')
  await server.inject({ method: 'POST', url: '/payment-gateway/conf/stripe' })
  await server.inject('/healthz')
  await server.inject({ method: 'POST', url: '/elsewhere' })
  t.strictSame((await registry.metrics()).match(/^kconference.*(?:_total|_count){.*/gm), [
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="recorded"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="already-recorded"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="unknown-order"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="malformed"} 1',
    'kconference_payment_callbacks_total{provider="STRIPE",outcome="malformed"} 1',
    'kconference_payment_callback_duration_seconds_count{provider="PAYPAL"} 4',
    'kconference_payment_callback_duration_seconds_count{provider="STRIPE"} 1',
  ])
})
