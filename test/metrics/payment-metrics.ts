import { Registry } from 'prom-client'
import t from 'tap'
import { createPaymentMetrics } from '../../hooks/metrics/payment-metrics.ts'

t.test('callbacks are counted by provider and outcome, and timed', async t => {
  const registry = new Registry()
  const count = createPaymentMetrics(registry)
  count({ provider: 'PAYPAL', outcome: 'recorded', seconds: 0.2 })
  count({ provider: 'PAYPAL', outcome: 'already-recorded', seconds: 0.1 })
  count({ provider: 'STRIPE', outcome: 'recorded', seconds: 5 })
  const lines = (await registry.metrics()).split('\n').filter(line => /_total\{.* [1-9]|_count|_sum/.test(line))
  t.strictSame(lines, [
    'kconference_payment_callbacks_total{provider="STRIPE",outcome="recorded"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="recorded"} 1',
    'kconference_payment_callbacks_total{provider="PAYPAL",outcome="already-recorded"} 1',
    'kconference_payment_callback_duration_seconds_sum{provider="PAYPAL"} 0.30000000000000004',
    'kconference_payment_callback_duration_seconds_count{provider="PAYPAL"} 2',
    'kconference_payment_callback_duration_seconds_sum{provider="STRIPE"} 5',
    'kconference_payment_callback_duration_seconds_count{provider="STRIPE"} 1',
  ])
})

t.test('the series of every outcome begins at 0, so that its first increase is seen', async t => {
  const registry = new Registry()
  createPaymentMetrics(registry)
  const lines = (await registry.metrics()).split('\n').filter(line => line.startsWith('kconference'))
  t.equal(lines.length, 25)
  for (const labels of [
    'provider="PAYPAL",outcome="mismatch"',
    'provider="STRIPE",outcome="failed"',
    'provider="UNKNOWN",outcome="unserved"',
  ]) {
    t.ok(lines.includes(`kconference_payment_callbacks_total{${labels}} 0`), labels)
  }
})
