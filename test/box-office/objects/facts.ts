import t from 'tap'
import {
  controllerOf,
  couponFacts,
  entryOf,
  orderFacts,
  planFacts,
  poolFacts,
  storedFacts,
} from '../../../hooks/box-office/objects/facts.ts'
import { placedAtAnnotation } from '../../../hooks/schema/placed-at.ts'
import { aCoupon, anOrder, aPayment, aPlan, aReservation, aSeatPool, minuteAgo } from '../../fixtures/objects.ts'
import { anEntry } from '../../fixtures/rules/facts.ts'

const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'uid-of-order-1' }

const unlimited = { capacity: undefined, poolRef: undefined, maxPerOrder: undefined }
const undated = { salesStart: undefined, salesEnd: undefined }
const usualTerms = { hidden: false, holdMinutes: 15, maxHoldMinutes: 15, offerMinutes: 15, pendingHours: 0 }

t.strictSame(
  planFacts(aPlan({ capacity: 3 })),
  { name: 'plan', price: 29.9, currency: 'EUR', active: true, ...unlimited, ...undated, capacity: 3, ...usualTerms },
  'a plan is read without its texts; each hold has the same time to pay unless the plan gives another',
)

t.test('a plan is read with its pool, its dates as milliseconds, and its limits', async t => {
  const terms = { hidden: true, holdMinutes: 10, maxHoldMinutes: 60, offerMinutes: 30, pendingHours: 72 }
  const limits = { poolRef: 'hall', maxPerOrder: 4, ...terms }
  const dates = { salesStart: minuteAgo, salesEnd: '2026-11-21T08:00:00+01:00' }
  t.strictSame(planFacts(aPlan({ ...limits, ...dates })), {
    ...unlimited,
    name: 'plan',
    price: 29.9,
    currency: 'EUR',
    active: true,
    salesStart: Date.parse(minuteAgo),
    salesEnd: Date.parse('2026-11-21T07:00:00Z'),
    ...limits,
  })
})

t.strictSame(poolFacts(aSeatPool({ capacity: 7 })), { name: 'pool', capacity: 7 }, 'a pool is read without its title')

t.strictSame(
  couponFacts(aCoupon({ planRef: 'plan', maxRedemptions: 5 })),
  { name: 'coupon', price: 10, planRef: 'plan', maxRedemptions: 5, validUntil: undefined },
  'a coupon is read as it is',
)

t.strictSame(
  couponFacts(aCoupon({ percent: 25, maxTickets: 9, maxPerOrder: 2, validUntil: minuteAgo })),
  { name: 'coupon', percent: 25, maxTickets: 9, maxPerOrder: 2, validUntil: Date.parse(minuteAgo) },
  'the end of a coupon is read as milliseconds',
)

t.test('the facts of an order include its money and its status', async t => {
  const status = {
    payment: 'CONFIRMED',
    quantity: 2,
    reason: 'PaymentReceived',
    message: 'The payment was received',
    paid: '59.80',
    currency: 'EUR',
    seats: [1, 2],
    poolRef: 'hall',
    observedGeneration: 1,
  } as const
  const order = anOrder({
    quantity: 2,
    couponRef: 'coupon',
    holdUntil: '2026-11-20T09:00:00Z',
    status: { ...status, seats: [1, 2], total: '59.80' },
  })
  t.strictSame(orderFacts(order, [anEntry('59.80')]), {
    name: 'order-1',
    uid: 'uid-of-order-1',
    generation: 1,
    placedAt: Date.parse(minuteAgo),
    planRef: 'plan',
    couponRef: 'coupon',
    price: 29.9,
    quantity: 2,
    holdUntil: Date.parse('2026-11-20T09:00:00Z'),
    cancelled: false,
    deleting: false,
    entries: [anEntry('59.80')],
    status,
  })
})

t.test('an order without a status is pending', async t => {
  const { status: _, ...order } = anOrder({ cancelled: true })
  const { generation: __, ...metadata } = order.metadata
  const facts = orderFacts({ ...order, metadata: { ...metadata, deletionTimestamp: minuteAgo } })
  const { generation, cancelled, deleting, entries, status } = facts
  t.strictSame([generation, cancelled, deleting, entries], [0, true, true, []])
  t.match(status, { payment: 'PENDING', quantity: 0 })
})

t.test('a restored order has the time of its backup, if that is before its creation', async t => {
  const placedAt = (said: string) =>
    orderFacts(anOrder({ metadata: { annotations: { [placedAtAnnotation]: said } } })).placedAt
  const created = Date.parse(minuteAgo)
  t.strictSame(['2026-11-01T08:00:00Z', '2026-12-01T08:00:00Z', 'yesterday'].map(placedAt), [
    Date.parse('2026-11-01T08:00:00Z'),
    created,
    created,
  ])
})

t.test('a payment becomes an entry, unless its currency cannot express the amount', async t => {
  t.strictSame(entryOf(aPayment({ transactionId: '29.90' })), anEntry('29.90'))
  t.equal(entryOf(aPayment({ gross: '29.901' })), undefined)
  const said = { occurredAt: minuteAgo, parentTransactionId: 'T0' }
  t.strictSame(entryOf(aPayment({ transactionId: '29.90', ...said })), { ...anEntry('29.90'), ...said })
})

t.test('a payment counts unless it was made before the order was placed', async t => {
  const entries = ['2026-11-01T08:00:00Z', minuteAgo].map(occurredAt => ({ ...anEntry('29.90'), occurredAt }))
  const early = { ...anEntry('29.90'), transactionId: 'T0', occurredAt: '2026-11-01T08:00:00Z' }
  t.strictSame(orderFacts(anOrder(), [early, ...entries.slice(1)]).entries, entries.slice(1))
})

t.test('the facts of a reservation include its version, and whether its order owns it', async t => {
  const labels = { 'controller-uid': 'uid-of-order-1' }
  const ownerReferences = [{ ...owner, controller: true }]
  const metadata = { resourceVersion: '18446744073709551616', labels, ownerReferences }
  const reservation = aReservation({ seats: [1], planRef: 'plan', metadata })
  t.strictSame(storedFacts(reservation), {
    reservation: reservation.spec,
    version: 18_446_744_073_709_551_616n,
    isOwned: true,
  })
  const isOwned = (said: Parameters<typeof aReservation>[0]) =>
    storedFacts(aReservation({ planRef: 'plan', ...said, metadata: { ...metadata, ...said?.metadata } })).isOwned
  t.equal(isOwned({ orderUid: 'another' }), false, 'of another order')
  t.equal(isOwned({ metadata: { labels: {} } }), false, 'without its label')
  t.equal(isOwned({ metadata: { ownerReferences: [{ ...owner, controller: false }] } }), false, 'not as its controller')
  const { planRef: _, ...spec } = reservation.spec
  t.equal(storedFacts({ ...reservation, spec }).isOwned, false, 'without its plan')
})

t.test('a reservation of 0.2.0 names no plan, but its plan owns it', async t => {
  const ownerReferences = [{ ...owner, kind: 'Plan', name: 'early-bird', uid: 'uid-of-plan', controller: true }]
  const old = aReservation({ metadata: { ownerReferences } })
  t.strictSame(storedFacts(old), {
    reservation: { ...old.spec, planRef: 'early-bird' },
    version: 0n,
    isOwned: false,
  })
  t.notOk('planRef' in storedFacts(aReservation()).reservation, 'one that nobody owns')
})

t.test('a time of a reservation that no clock reaches says nothing', async t => {
  const [readable, unreadable] = [minuteAgo, '2026-11-20T08:00:00+30:00']
  const reservation = (times: Parameters<typeof aReservation>[0]) => storedFacts(aReservation(times)).reservation
  const bare = aReservation().spec
  for (const name of ['heldUntil', 'heldSince', 'waitingSince', 'reconsiderUntil']) {
    t.strictSame(reservation({ [name]: readable }), { ...bare, [name]: readable }, name)
    const { [name]: _, ...rest } = { ...bare } as Record<string, unknown>
    t.strictSame(reservation({ [name]: unreadable }), rest, `${name} is no time`)
  }
  t.strictSame(reservation({ heldUntil: readable, waitingSince: unreadable }), { ...bare, heldUntil: readable })
})

t.test('the controller of an object is one of its owners', async t => {
  const { metadata } = anOrder({ metadata: { ownerReferences: [owner, { ...owner, uid: 'b', controller: true }] } })
  t.equal(controllerOf(metadata)?.uid, 'b')
  t.equal(controllerOf(anOrder().metadata), undefined)
})
