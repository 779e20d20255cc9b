import { setImmediate } from 'node:timers/promises'
import Fastify from 'fastify'
import { Registry } from 'prom-client'
import t from 'tap'
import { followCallbacks } from '../../../hooks/http/payments/follow-callbacks.ts'
import { anOrder, now } from '../../fixtures/objects.ts'
import { fakeKube } from '../../fixtures/payment/fake-kube.ts'
import { paid, testPaymentServer } from '../../fixtures/payment/server.ts'

t.test('callbacks are counted by gateway and outcome, and so is a POST on an unknown path', async t => {
  const registry = new Registry()
  const { server, post, log } = testPaymentServer(t, { kube: fakeKube([anOrder()]), registry })
  await post(paid)
  await post(paid)
  await post('custom=order-9&payment_status=Completed&mc_gross=29.90&mc_currency=EUR&txn_id=1')
  await post('')
  await server.inject({ method: 'POST', url: '/payment-gateway/conf/stripe' })
  await server.inject('/healthz')
  await server.inject('/elsewhere')
  await server.inject('/payment-gateway/%zz')
  for (const url of ['/elsewhere', '/payment-gateway', '/payment-gateway/%zz', '/payment-gateway/conf/adyen']) {
    t.equal((await server.inject({ method: 'POST', url, payload: paid })).statusCode, 404, url)
  }
  t.strictSame((await registry.metrics()).match(/^kconference.*(?:_total|_count){.* [1-9]\d*$/gm), [
    'kconference_payment_callbacks_total{provider="STRIPE",outcome="malformed"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="recorded"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="already-recorded"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="malformed"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="unknown-order"} 1',
    'kconference_payment_callbacks_total{provider="UNKNOWN",outcome="unserved"} 4',
    'kconference_payment_callback_duration_seconds_count{provider="PAYPAL"} 4',
    'kconference_payment_callback_duration_seconds_count{provider="STRIPE"} 1',
    'kconference_payment_callback_duration_seconds_count{provider="UNKNOWN"} 4',
  ])
  t.equal(log.filter(({ outcome }) => outcome === 'unserved').length, 4)
})

t.test('a callback has its time of arrival, and a deadline until its answer', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  followCallbacks(server, { now: () => now, deadlineMs: 20, registry: undefined })
  const deadlines: AbortSignal[] = []
  server.get('/', async ({ callback: { arrivedAt, deadline, facts } }) => {
    deadlines.push(deadline)
    t.strictSame([arrivedAt, facts], [now, {}])
    await new Promise(resolve => deadline.addEventListener('abort', resolve))
    return 'late'
  })
  server.get('/soon', async ({ callback: { deadline } }) => {
    deadlines.push(deadline)
    return 'soon'
  })
  await server.inject('/soon')
  t.equal((await server.inject('/')).body, 'late')
  await setImmediate()
  t.strictSame(
    deadlines.map(({ aborted }) => aborted),
    [false, true],
    'an answered callback is not aborted later',
  )
})
