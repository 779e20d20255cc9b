import t from 'tap'
import { customizeConference, customizeOrder, customizePlan } from '../../hooks/sync/customize.ts'
import { aConference, anOrder, aPlan } from '../fixtures/objects.ts'

const apiVersion = 'app.corley.it/v1'

t.strictSame(
  customizeConference(aConference()),
  { relatedResources: [{ apiVersion: 'v1', resource: 'namespaces', names: ['conf'] }] },
  'a conference looks at the namespace of its name',
)

t.strictSame(
  customizePlan(aPlan()),
  {
    relatedResources: [
      { apiVersion, resource: 'orders', namespace: 'conf' },
      { apiVersion, resource: 'coupons', namespace: 'conf' },
    ],
  },
  'a plan looks at the orders and coupons of its namespace, and of no other',
)

t.strictSame(
  customizeOrder(anOrder()),
  { relatedResources: [{ apiVersion, resource: 'reservations', namespace: 'conf', names: ['order-1'] }] },
  'an order looks at the reservation of its name',
)

t.test('what is asked for depends on names alone, because the engine keeps the answer for a generation', async t => {
  const changed = anOrder({ status: { payment: 'CONFIRMED', quantity: 4 }, metadata: { labels: { a: 'b' } } })
  t.strictSame(customizeOrder(changed), customizeOrder(anOrder()))
})

t.test('a parent without a namespace would select every namespace, and is refused', async t => {
  const { namespace: _, ...metadata } = aPlan().metadata
  t.throws(() => customizePlan({ ...aPlan(), metadata }), {
    message: 'Cannot select related objects: the parent must have a namespace',
  })
})
