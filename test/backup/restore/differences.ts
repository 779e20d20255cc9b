import t from 'tap'
import { findDifferences, isCopyOf } from '../../../hooks/backup/restore/differences.ts'
import { newObject } from '../../../hooks/backup/restore/renew-object.ts'
import type { ArchivedObject } from '../../../hooks/schema/backup.ts'
import { boughtConference } from '../../fixtures/backup/bought-conference.ts'
import { pooledConference } from '../../fixtures/backup/pool-conference.ts'
import { payment, soldConference, stored } from '../../fixtures/backup/sold-conference.ts'
import { frozen } from '../../fixtures/requests.ts'

/** Renewals that change nothing. */
const renewals = new Map(
  soldConference.map(({ metadata: { uid, generation = 1 } }) => [
    uid,
    { uid, generation: { was: generation, is: generation } },
  ]),
)
const faults = (restored: readonly ArchivedObject[]) => findDifferences(soldConference, { restored, renewals })

/** The differences if one object is found changed. */
function found(kind: ArchivedObject['kind'], name: string, change: Partial<ArchivedObject>): string[] {
  const one = stored(kind, name)
  return faults(soldConference.map(object => (object === one ? frozen({ ...one, ...change }) : object)))
}

t.strictSame(faults(soldConference), [])
t.strictSame(faults([...soldConference].reverse()), [], 'in any order')

t.test('a missing object and one that is being deleted are differences', async t => {
  t.strictSame(faults(soldConference.filter(({ kind }) => kind !== 'Ticket')), [
    'Ticket "seats-0000001" must exist',
    'Ticket "seats-0000002" must exist',
  ])
  const { metadata } = stored('Coupon', 'few')
  t.strictSame(found('Coupon', 'few', { metadata: { ...metadata, deletionTimestamp: 'now' } }), [
    'Coupon "few" must be as in the backup',
  ])
})

t.test('a changed object is a difference', async t => {
  const ticket = stored('Ticket', 'seats-0000001')
  const told = ['Ticket "seats-0000001" must be as in the backup']
  const { metadata, spec } = ticket
  for (const change of [
    { spec: { orderRef: 'sold' } },
    { spec: { ...spec, attendee: { firstname: 'Ada', lastname: 'Lovelace' } } },
    { spec: { ...spec, attendee: 'Ada' } },
    { metadata: { ...metadata, labels: {} } },
    { metadata: { ...metadata, annotations: { ...metadata.annotations, 'orders.app.corley.it/generation': '9' } } },
    { metadata: { ...metadata, ownerReferences: [] } },
  ])
    t.strictSame(found('Ticket', 'seats-0000001', change), told, JSON.stringify(change))
  const { spec: seats } = stored('Reservation', 'sold')
  t.strictSame(found('Reservation', 'sold', { spec: { ...seats, seats: [1, 3] } }), [
    'Reservation "sold" must be as in the backup',
  ])
})

t.test('the status of a hook must be equal, and that of Kubernetes is ignored', async t => {
  const { status } = stored('Order', 'sold')
  const told = ['Order "sold" must have the status of the backup']
  t.strictSame(found('Order', 'sold', { status: { ...status, paid: '0.00' } }), told)
  t.strictSame(found('Order', 'sold', { status: { ...status, conditions: [] } }), told)
  const { status: _, ...silent } = stored('Plan', 'seats')
  t.strictSame(faults(soldConference.map(object => (object.kind === 'Plan' ? silent : object))), [
    'Plan "seats" must have the status of the backup',
  ])
  t.strictSame(found('Order', 'unanswered', { status: {} }), [], 'a status that no hook wrote')
  t.strictSame(found('ResourceQuota', 'limit', { status: {} }), [])
  t.strictSame(found('Namespace', 'conf', { status: {} }), [])
})

t.test('the status of a pool, a checkout and a refund must be equal too', async t => {
  for (const [conference, kind, name] of [
    [pooledConference, 'SeatPool', 'hall'],
    [boughtConference, 'Checkout', 'sold-1'],
    [boughtConference, 'Refund', 'paypal-1-1'],
  ] as const) {
    const { status: _, ...silent } = conference.find(object => object.kind === kind) as ArchivedObject
    const same = new Map(
      conference.map(({ metadata: { uid, generation = 1 } }) => [
        uid,
        { uid, generation: { was: generation, is: generation } },
      ]),
    )
    const restored = conference.map(object => (object.kind === kind ? silent : object))
    t.strictSame(findDifferences(conference, { restored, renewals: same }), [
      `${kind} "${name}" must have the status of the backup`,
    ])
  }
})

t.test('further fields do not count', async t => {
  const { metadata, spec } = stored('Order', 'sold')
  t.strictSame(found('Order', 'sold', { spec: { ...spec, more: true } }), [])
  t.strictSame(found('Order', 'sold', { metadata: { ...metadata, labels: { ...metadata.labels, more: 'x' } } }), [])
})

t.test('new tickets and reservations are differences, new orders and payments are not', async t => {
  const another = (kind: ArchivedObject['kind'], name: string): ArchivedObject => {
    const one = stored(kind, name)
    return { ...one, metadata: { ...one.metadata, name: 'another' } }
  }
  const more = [
    another('Ticket', 'seats-0000001'),
    another('Reservation', 'sold'),
    another('Order', 'sold'),
    another('Payment', 'paypal-1'),
  ]
  t.strictSame(faults([...soldConference, ...more]), [
    'Ticket "another" must not exist',
    'Reservation "another" must not exist',
  ])
})

t.test('a repeated payment is the same, although it arrived at another time', async t => {
  const again = { ...payment.spec, receivedAt: '2026-11-20T09:00:00Z' }
  t.strictSame(found('Payment', 'paypal-1', { spec: again }), [])
  t.strictSame(found('Payment', 'paypal-1', { spec: { ...again, gross: '1.00' } }), [
    'Payment "paypal-1" must be as in the backup',
  ])
})

t.test('an object without a spec is restored if its metadata are equal', async t => {
  const { spec: _, ...order } = stored('Order', 'sold')
  t.ok(isCopyOf(order, newObject(order, renewals)))
  t.notOk(isCopyOf(order, newObject(stored('Order', 'sold'), renewals)))
})
