import t from 'tap'
import { soldPlan } from '../../bench/sold-plan.ts'
import { compileSchema } from '../../hooks/http/validator.ts'
import { keys } from '../../hooks/schema/envelope.ts'
import { OrderRequest, PlanRequest } from '../../hooks/schema/hooks.ts'
import { syncOrder } from '../../hooks/sync/order.ts'
import { syncPlan } from '../../hooks/sync/plan.ts'

t.test('it is what the hooks accept to be asked', async t => {
  const { plan, orders } = soldPlan(3)
  t.ok(compileSchema(PlanRequest)(plan))
  for (const order of orders) t.ok(compileSchema(OrderRequest)(order))
})

t.test('all orders but the last are sold, and only that one is new', async t => {
  const { plan, now } = soldPlan(3)
  t.equal(Object.keys(plan.children[keys.reservation]).length, 2)
  const { status, children } = syncPlan(plan, now)
  t.match(status, { held: 1, sold: 2, waiting: 0, left: 0 })
  t.strictSame(
    children.map(({ metadata, spec }) => [metadata.name, spec.decision, spec.seats]),
    [
      ['order-000001', 'Sold', [1]],
      ['order-000002', 'Sold', [2]],
      ['order-000003', 'Held', [3]],
    ],
  )
})

t.test('each order has its ticket, and nothing is left to do', async t => {
  const { orders, now } = soldPlan(2)
  t.equal(orders.length, 2)
  for (const request of orders) {
    const { status, children, ...rest } = syncOrder(request, now)
    t.match(status, { payment: 'CONFIRMED', quantity: 1 })
    t.strictSame({ ...status, observedGeneration: 1 }, request.parent.status)
    t.strictSame(children.map(({ kind }) => kind).sort(), ['Payment', 'Ticket'])
    t.strictSame(rest, {})
  }
})

t.test('one order alone is new to its plan', async t => {
  const { plan, orders } = soldPlan(1)
  t.strictSame(plan.children[keys.reservation], {})
  t.equal(orders.length, 1)
})
