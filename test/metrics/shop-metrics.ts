import { Registry } from 'prom-client'
import t from 'tap'
import { createShopMetrics } from '../../hooks/metrics/shop-metrics.ts'

t.test('requests, order forms and payments are counted', async t => {
  const registry = new Registry()
  const { countRequest, countPlacing, countPayment } = createShopMetrics(registry)
  countRequest({ route: '/:conference', status: 200, seconds: 0.002 })
  countRequest({ route: '/:conference/orders/:name/:secret/events', status: 200, seconds: 600 })
  countPlacing('created')
  countPayment({ provider: 'PAYPAL', outcome: 'opened' })
  const metrics = await registry.metrics()
  const lines = metrics.split('\n').filter(line => !line.startsWith('#') && !/_bucket|^$/.test(line))
  t.strictSame(lines, [
    'kconference_shop_requests_total{route="/:conference",status="200"} 1',
    'kconference_shop_requests_total{route="/:conference/orders/:name/:secret/events",status="200"} 1',
    'kconference_shop_request_duration_seconds_sum{route="/:conference"} 0.002',
    'kconference_shop_request_duration_seconds_count{route="/:conference"} 1',
    'kconference_shop_order_forms_total{outcome="created"} 1',
    'kconference_shop_order_forms_total{outcome="repeated"} 0',
    'kconference_shop_order_forms_total{outcome="refused"} 0',
    'kconference_shop_order_forms_total{outcome="capped"} 0',
    'kconference_shop_order_forms_total{outcome="unavailable"} 0',
    'kconference_shop_payments_total{provider="STRIPE",outcome="opened"} 0',
    'kconference_shop_payments_total{provider="STRIPE",outcome="later"} 0',
    'kconference_shop_payments_total{provider="STRIPE",outcome="capped"} 0',
    'kconference_shop_payments_total{provider="STRIPE",outcome="unavailable"} 0',
    'kconference_shop_payments_total{provider="PAYPAL",outcome="opened"} 1',
    'kconference_shop_payments_total{provider="PAYPAL",outcome="later"} 0',
    'kconference_shop_payments_total{provider="PAYPAL",outcome="capped"} 0',
    'kconference_shop_payments_total{provider="PAYPAL",outcome="unavailable"} 0',
  ])
})
