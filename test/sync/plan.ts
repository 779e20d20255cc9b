import t from 'tap'
import { syncPlan } from '../../hooks/sync/plan.ts'
import { aCoupon, anOrder, aPlan, aReservation, now } from '../fixtures/objects.ts'
import { planRequest } from '../fixtures/requests.ts'

const conditions = [
  {
    type: 'Ready',
    status: 'True',
    reason: 'OnSale',
    message: 'The plan is on sale',
    lastTransitionTime: '2026-11-20T08:00:00Z',
    observedGeneration: 1,
  },
]

function child(name: string, spec: object) {
  const labels = { 'orders.app.corley.it': name }
  return {
    apiVersion: 'app.corley.it/v1',
    kind: 'Reservation',
    metadata: { name, namespace: 'conf', labels },
    spec: { orderRef: name, orderUid: `uid-of-${name}`, ...spec },
  }
}

t.test('an order gets a reservation named like it, and is looked at again until that is seen', async t => {
  t.strictSame(syncPlan(planRequest(aPlan(), { orders: [anOrder({ quantity: 2 })] }), now), {
    status: { held: 2, sold: 0, waiting: 0, conditions },
    children: [child('order-1', { decision: 'Held', quantity: 2, currency: 'EUR', orderGeneration: 1 })],
    resyncAfterSeconds: 2,
  })
})

t.test('a plan without orders has nothing to do', async t => {
  t.strictSame(syncPlan(planRequest(aPlan()), now), {
    status: { held: 0, sold: 0, waiting: 0, conditions },
    children: [],
  })
})

t.test('orders of other plans are not its business', async t => {
  const orders = [anOrder({ planRef: 'other' })]
  t.strictSame(syncPlan(planRequest(aPlan(), { orders }), now).children, [])
})

t.test('a paid order is sold by changing its reservation', async t => {
  const status = { payment: 'PENDING', quantity: 0, paid: '29.90', currency: 'EUR' } as const
  const request = planRequest(aPlan(), { orders: [anOrder({ status })], reservations: [aReservation()] })
  t.strictSame(syncPlan(request, now), {
    status: { held: 0, sold: 1, waiting: 0, conditions },
    children: [child('order-1', { decision: 'Sold', quantity: 1, currency: 'EUR', orderGeneration: 1 })],
  })
})

t.test('a coupon is looked up by the name the order gives', async t => {
  const orders = [anOrder({ couponRef: 'coupon', price: 19.9 })]
  t.strictSame(syncPlan(planRequest(aPlan(), { orders, coupons: [aCoupon()] }), now).children, [
    child('order-1', { decision: 'Held', quantity: 1, currency: 'EUR', couponRef: 'coupon', orderGeneration: 1 }),
  ])
})

t.test('orders are answered in the order in which they arrived', async t => {
  const later = anOrder({ name: 'a-later', metadata: { creationTimestamp: '2026-11-20T07:59:30Z' } })
  const orders = [later, anOrder({ name: 'second' }), anOrder({ name: 'first' })]
  const names = syncPlan(planRequest(aPlan(), { orders }), now).children.map(({ metadata }) => metadata.name)
  t.strictSame(names, ['first', 'second', 'a-later'])
})

t.test('an order that is being deleted gets nothing new and keeps what it has', async t => {
  const leaving = anOrder({ metadata: { deletionTimestamp: '2026-11-20T08:00:00Z' } })
  t.strictSame(syncPlan(planRequest(aPlan(), { orders: [leaving] }), now).children, [])
  const request = planRequest(aPlan(), { orders: [leaving], reservations: [aReservation()] })
  t.strictSame(syncPlan(request, now).children, [child('order-1', { decision: 'Held', quantity: 1, currency: 'EUR' })])
})

t.test('seats are held for those who were first, until their time; the others wait', async t => {
  const orders = [anOrder({ quantity: 2 }), anOrder({ name: 'order-2', quantity: 2 }), anOrder({ name: 'order-3' })]
  const { status, children } = syncPlan(planRequest(aPlan({ capacity: 3 }), { orders }), now)
  const held = { decision: 'Held', currency: 'EUR', heldUntil: '2026-11-20T08:15:00Z', orderGeneration: 1 }
  const reason = 'NoSeats'
  const message = 'The order waits for seats: there are not enough of them free'
  t.strictSame(children, [
    child('order-1', { ...held, quantity: 2, seats: [1, 2] }),
    child('order-2', { decision: 'Waitlisted', quantity: 2, currency: 'EUR', reason, message, orderGeneration: 1 }),
    child('order-3', { ...held, quantity: 1, seats: [3] }),
  ])
  t.match(status, { held: 3, sold: 0, waiting: 2, left: 0 })
})

t.test('a reservation whose order is not seen keeps its seats', async t => {
  const reservations = [aReservation({ name: 'gone', seats: [1] })]
  const { children } = syncPlan(planRequest(aPlan({ capacity: 2 }), { orders: [anOrder()], reservations }), now)
  t.match(children, [{ spec: { orderRef: 'gone', seats: [1] } }, { spec: { orderRef: 'order-1', seats: [2] } }])
})

t.test('of two that hold one seat, the one that was written later goes back into the line', async t => {
  const orders = [anOrder(), anOrder({ name: 'order-2' })]
  const stored = (name: string, resourceVersion: string) =>
    aReservation({ name, seats: [1], metadata: { resourceVersion } })
  const reservations = [stored('order-1', '1000'), stored('order-2', '999')]
  const { children } = syncPlan(planRequest(aPlan({ capacity: 2 }), { orders, reservations }), now)
  t.match(children, [{ spec: { decision: 'Waitlisted' } }, { spec: { decision: 'Held', seats: [1] } }])
})

t.test('an answer for nothing new is not looked at again before its time', async t => {
  const request = planRequest(aPlan(), { orders: [anOrder({ quantity: 2 })], reservations: [aReservation()] })
  t.notOk('resyncAfterSeconds' in syncPlan(request, now))
})

t.test('a reservation whose order is not seen stays until it is two minutes old', async t => {
  const reservation = aReservation({ metadata: { creationTimestamp: '2026-11-20T07:58:00.500Z' } })
  const request = planRequest(aPlan(), { reservations: [reservation] })
  t.match(syncPlan(request, now), {
    children: [{ spec: reservation.spec }],
    status: { held: 1 },
    resyncAfterSeconds: 1,
  })
  t.strictSame(syncPlan(request, now + 500).children, [])
})

t.test('a reservation of a deleted order is dropped as soon as a younger order of its name is seen', async t => {
  const reservations = [aReservation({ orderUid: 'of-the-order-before' })]
  const younger = anOrder({ metadata: { creationTimestamp: '2026-11-20T07:59:01Z' } })
  t.strictSame(syncPlan(planRequest(aPlan(), { orders: [younger], reservations }), now), {
    status: { held: 0, sold: 0, waiting: 0, conditions },
    children: [],
  })
})

t.test('a reservation of an order that may be the younger one is in the way of an older order', async t => {
  const reservations = [aReservation({ orderUid: 'of-an-order-not-seen-yet' })]
  const answer = syncPlan(planRequest(aPlan(), { orders: [anOrder()], reservations }), now)
  t.match(answer, { children: [{ spec: { orderUid: 'of-an-order-not-seen-yet' } }], resyncAfterSeconds: 60 })
  t.equal(answer.children.length, 1)
})

t.test('of several moments at which to look again, the first counts', async t => {
  const gone = (name: string, creationTimestamp: string) =>
    aReservation({ name, orderUid: 'of-an-order-not-seen', metadata: { creationTimestamp } })
  const reservations = [gone('a', '2026-11-20T07:59:00Z'), gone('b', '2026-11-20T07:58:30Z')]
  const after = (orders: ReturnType<typeof anOrder>[]) =>
    syncPlan(planRequest(aPlan(), { orders, reservations }), now).resyncAfterSeconds
  t.strictSame([after([]), after([anOrder()])], [30, 2])
})

t.test('a parent without a namespace makes up none', async t => {
  const { namespace: _, ...metadata } = aPlan().metadata
  const request = planRequest({ ...aPlan(), metadata }, { orders: [anOrder()] })
  t.strictSame(syncPlan(request, now).children[0]?.metadata, {
    name: 'order-1',
    labels: { 'orders.app.corley.it': 'order-1' },
  })
})
