import t from 'tap'
import { orderEvent } from '../../../hooks/box-office/events/order-event.ts'
import { anOrder, now } from '../../fixtures/objects.ts'

const milestone = { reason: 'Waitlisted', type: 'Normal', note: 'No order waits before this one' } as const
const by = { instance: 'box-office-1', at: now }
const orderOf = (metadata: object) => anOrder({ metadata: { namespace: 'conf', resourceVersion: '7', ...metadata } })

t.test('an Event shows a milestone on its order', async t => {
  const { metadata, ...rest } = orderEvent(orderOf({}), milestone, by)
  t.match(metadata, { namespace: 'conf', name: /^order-1\.[0-9a-f]{16}$/ })
  t.strictSame(rest, {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    regarding: {
      apiVersion: 'app.corley.it/v1',
      kind: 'Order',
      namespace: 'conf',
      name: 'order-1',
      uid: 'uid-of-order-1',
    },
    type: 'Normal',
    reason: 'Waitlisted',
    action: 'Decided',
    note: 'No order waits before this one',
    reportingController: 'app.corley.it/box-office',
    reportingInstance: 'box-office-1',
    eventTime: '2026-11-20T08:00:00.000000Z',
  })
})

t.test('one change of one order has one name for each milestone', async t => {
  const nameOf = (metadata: object, reason: 'Waitlisted' | 'RefundDue' = 'Waitlisted') =>
    orderEvent(orderOf(metadata), { ...milestone, reason }, by).metadata.name
  t.equal(nameOf({}), orderEvent(orderOf({}), milestone, { instance: 'another', at: now + 1 }).metadata.name)
  const names = [nameOf({}), nameOf({ resourceVersion: '8' }), nameOf({ uid: 'another' }), nameOf({}, 'RefundDue')]
  t.equal(new Set(names).size, 4)
})

t.test('a long note is cut to what an Event may have', async t => {
  const { note } = orderEvent(orderOf({}), { ...milestone, note: 'x'.repeat(2_000) }, by)
  t.equal(note, 'x'.repeat(1_024))
})

t.test('an order without a namespace or version, which no API server sends, does not throw', async t => {
  const { metadata, ...order } = anOrder()
  const { name, uid } = metadata
  t.equal(orderEvent({ ...order, metadata: { name, uid } } as never, milestone, by).metadata.namespace, '')
})
