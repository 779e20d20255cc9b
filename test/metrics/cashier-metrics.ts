import t from 'tap'
import { createCashierMetrics, gaugeCashier } from '../../hooks/metrics/cashier-metrics.ts'
import { createRegistry } from '../../hooks/metrics/registry.ts'

/** The lines of the cashier's own metrics, without those that are 0. */
async function linesOf(registry: ReturnType<typeof createRegistry>): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n')
  return lines.filter(line => line.startsWith('kconference_cashier') && !line.endsWith(' 0'))
}

t.test('everything that happens is counted, and every series begins at 0', async t => {
  const registry = createRegistry()
  const counts = createCashierMetrics(registry)
  t.strictSame(await linesOf(registry), [])
  t.match(
    await registry.metrics(),
    'kconference_cashier_states_total{kind="Checkout",provider="PAYPAL",state="Paid"} 0',
  )
  counts.countState({ kind: 'Checkout', provider: 'PAYPAL', state: 'Paid' })
  counts.countFailure('STRIPE', 'keys')
  counts.countUnrecorded('PAYPAL')
  t.strictSame(await linesOf(registry), [
    'kconference_cashier_states_total{kind="Checkout",provider="PAYPAL",state="Paid"} 1',
    'kconference_cashier_gateway_failures_total{provider="STRIPE",kind="keys"} 1',
    'kconference_cashier_unrecorded_payments_total{provider="PAYPAL"} 1',
  ])
})

t.test('gauges are read at each scrape', async t => {
  const registry = createRegistry()
  let open = [{ kind: 'Refund', state: 'Requested', count: 2, oldest: 1_000 }]
  gaugeCashier(registry, { openObjects: () => open, refundsOfHour: () => 3, now: () => 61_000 })
  t.strictSame(await linesOf(registry), [
    'kconference_cashier_open_objects{kind="Refund",state="Requested"} 2',
    'kconference_cashier_oldest_seconds{kind="Refund",state="Requested"} 60',
    'kconference_cashier_refunds_of_hour 3',
  ])
  open = []
  t.strictSame(await linesOf(registry), ['kconference_cashier_refunds_of_hour 3'])
})
