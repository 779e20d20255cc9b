import t from 'tap'
import { acceptObject } from '../../../hooks/backup/restore/accept-object.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { payment, soldConference, stored } from '../../fixtures/backup/sold-conference.ts'
import { frozen } from '../../fixtures/requests.ts'

const accept = (object: ArchivedObject) => acceptObject(frozen(object))
const withSpec = (object: ArchivedObject, spec: object) => ({ ...object, spec: { ...object.spec, ...spec } })

t.test('data that this version stores is kept', async t => {
  for (const object of soldConference) t.strictSame(accept(object), { object, changes: [] })
  for (const date of ['2026-11-28T20:08:00Z', '2024-02-29T20:08:00.123456789+05:30', '0000-01-01T00:00:00-23:59']) {
    const object = withSpec(stored('Order', 'sold'), { date })
    t.strictSame(accept(object), { object, changes: [] })
  }
  const labelled = withSpec(stored('Conference', 'conf'), { namespaceLabels: { team: 'a' } })
  t.strictSame(accept(labelled), { object: labelled, changes: [] })
})

t.test('labels of Kubernetes are removed from a conference and its namespace', async t => {
  const privileged = { 'pod-security.kubernetes.io/enforce': 'privileged' }
  const told = 'label pod-security.kubernetes.io/enforce=privileged, which belongs to Kubernetes, is removed'
  const conference = stored('Conference', 'conf')
  t.strictSame(accept(withSpec(conference, { namespaceLabels: { team: 'a', ...privileged } })), {
    object: withSpec(conference, { namespaceLabels: { team: 'a' } }),
    changes: [`Conference "conf": ${told}`],
  })
  const named = accept(withSpec(conference, { namespaceLabels: { 'kubernetes.io/metadata.name': 'x' } }))
  t.strictSame(named.object, withSpec(conference, { namespaceLabels: {} }))
  const namespace = stored('Namespace', 'conf')
  const { labels } = namespace.metadata
  t.strictSame(accept({ ...namespace, metadata: { ...namespace.metadata, labels: { ...labels, ...privileged } } }), {
    object: namespace,
    changes: [`Namespace "conf": ${told}`],
  })
  const { labels: _, ...bare } = namespace.metadata
  t.strictSame(accept({ ...namespace, metadata: bare }).changes, [])
  for (const { spec: __, ...silent } of [conference, stored('Order', 'sold')])
    t.strictSame(accept(silent), { object: silent, changes: [] })
})

t.test('an unreadable date is removed, or corrected if its meaning is clear', async t => {
  const order = stored('Order', 'sold')
  const small = accept(withSpec(order, { date: '2026-11-28t20:08:00z' }))
  t.strictSame(small.object, withSpec(order, { date: '2026-11-28T20:08:00Z' }))
  t.strictSame(small.changes, [
    'Order "sold": date "2026-11-28t20:08:00z", which is no time, becomes 2026-11-28T20:08:00Z',
  ])
  for (const date of ['2026-11-28T20:08:00+30:00', '2026-02-30T20:08:00Z', '2026-02-31T20:08:00Z', 'x'.repeat(50), ''])
    t.strictSame(accept(withSpec(order, { date })), {
      object: order,
      changes: [`Order "sold": date "${date.slice(0, 40)}", which is no time, is removed`],
    })
})

t.test('a price with a fraction of a cent becomes the price that was sold', async t => {
  for (const [kind, name] of [
    ['Plan', 'seats'],
    ['Coupon', 'few'],
    ['Order', 'sold'],
  ] as const) {
    const object = stored(kind, name)
    for (const [price, sold] of [
      [0.0000001, 0],
      [29.90001, 29.9],
    ])
      t.strictSame(accept(withSpec(object, { price })), {
        object: withSpec(object, { price: sold }),
        changes: [`${kind} "${name}": price ${price}, which has more than two decimals, becomes ${sold}`],
      })
  }
  const calculated = withSpec(stored('Order', 'sold'), { price: 19.99 - 10 })
  t.strictSame(accept(calculated), { object: calculated, changes: [] })
  const both = accept(withSpec(stored('Order', 'sold'), { price: 0.0000001, date: 'soon' }))
  t.strictSame(both.object, withSpec(stored('Order', 'sold'), { price: 0 }))
  t.strictSame(both.changes, [
    'Order "sold": price 1e-7, which has more than two decimals, becomes 0',
    'Order "sold": date "soon", which is no time, is removed',
  ])
})

t.test('a plan whose currency must have whole prices gets the next lower one, and its orders keep theirs', async t => {
  const plan = withSpec(stored('Plan', 'seats'), { currency: 'HUF' })
  for (const [price, is] of [
    [29.9, 29],
    [29.90001, 29],
    [0.5, 1],
  ])
    t.strictSame(accept(withSpec(plan, { price })), {
      object: withSpec(plan, { price: is }),
      changes: [`Plan "seats": price ${price}, which is no whole number of HUF, becomes ${is}`],
    })
  t.strictSame(accept(withSpec(plan, { price: 0.0000001 })).changes, [
    'Plan "seats": price 1e-7, which has more than two decimals, becomes 0',
  ])
  for (const kept of [
    withSpec(plan, { price: 30 }),
    withSpec(stored('Order', 'sold'), { price: 29.9, currency: 'HUF' }),
  ])
    t.strictSame(accept(kept), { object: kept, changes: [] })
})

t.test('a payment without a readable time gets its creation time', async t => {
  const [was, is] = [payment as unknown as ArchivedObject, payment.metadata.creationTimestamp]
  const odd = accept(withSpec(was, { receivedAt: '2026-11-28T24:00:00Z' }))
  t.strictSame(odd.object, withSpec(was, { receivedAt: is }))
  t.strictSame(odd.changes, [`Payment "paypal-1": receivedAt "2026-11-28T24:00:00Z", which is no time, becomes ${is}`])
})
