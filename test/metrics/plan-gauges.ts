import { Registry } from 'prom-client'
import t from 'tap'
import { gaugePlans } from '../../hooks/metrics/plan-gauges.ts'
import { syncPlan } from '../../hooks/sync/plan.ts'
import { anOrder, aPlan, now } from '../fixtures/objects.ts'
import { planRequest } from '../fixtures/requests.ts'

/** Gauges at a clock that can be set, and their lines. */
function start() {
  const registry = new Registry()
  const clock = { at: now }
  const observe = gaugePlans(registry, () => clock.at)
  const see = (...said: Parameters<typeof planRequest>) => {
    const request = planRequest(...said)
    observe(request, syncPlan(request, clock.at))
  }
  const lines = async () => (await registry.metrics()).split('\n').filter(line => /^kconference/.test(line))
  return { clock, see, lines }
}

t.test('a plan is shown as it was seen last', async t => {
  const { clock, see, lines } = start()
  see(aPlan({ capacity: 3 }), { orders: [anOrder(), anOrder({ name: 'order-2', price: 1 })] })
  clock.at += 1500
  see(aPlan({ capacity: 3 }), { orders: [anOrder()] })
  const plan = 'namespace="conf",plan="plan"'
  t.strictSame(await lines(), [
    `kconference_plan_orders{${plan},reason="New"} 1`,
    `kconference_plan_refunds_due{${plan}} 0`,
    `kconference_plan_tickets{${plan},decision="Held"} 1`,
    `kconference_plan_tickets{${plan},decision="Sold"} 0`,
    `kconference_plan_tickets{${plan},decision="Waitlisted"} 0`,
    `kconference_plan_seats_left{${plan}} 2`,
    `kconference_plan_capacity{${plan}} 3`,
    `kconference_plan_last_sync_timestamp_seconds{${plan}} ${now / 1000 + 1.5}`,
  ])
})

t.test('a plan that goes is no longer shown', async t => {
  const { see, lines } = start()
  see(aPlan())
  see(aPlan({ name: 'other' }))
  see(aPlan({ metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } }))
  t.same(
    (await lines()).filter(line => line.includes('plan="plan"')),
    [],
  )
  t.equal((await lines()).length, 5)
})

t.test('a plan that nothing is asked about for 15 minutes is no longer shown', async t => {
  const { clock, see, lines } = start()
  see(aPlan())
  clock.at += 60_000
  see(aPlan({ name: 'other' }))
  clock.at += 14 * 60_000
  t.equal((await lines()).filter(line => line.includes('plan="plan"')).length, 5, 'after 15 minutes to the second')
  clock.at += 1
  t.same(
    (await lines()).filter(line => line.includes('plan="plan"')),
    [],
  )
  t.equal((await lines()).length, 5, 'the other one is')
})

t.test('a namespace is part of what a plan is, and one that cannot be told is empty', async t => {
  const { see, lines } = start()
  see(aPlan({ metadata: { namespace: 'b' } }))
  const plan = aPlan()
  const { namespace: _, ...metadata } = plan.metadata
  see({ ...plan, metadata })
  const namespaces = (await lines()).map(line => /namespace="(\w*)"/.exec(line)?.[1])
  t.strictSame([...new Set(namespaces)], ['b', ''])
})
