import t from 'tap'
import { observe } from '../../../hooks/box-office/conference/case-file/observed.ts'
import { decideDue, decideFully, deskFor } from '../../../hooks/box-office/conference/decisions.ts'
import { Records } from '../../../hooks/box-office/conference/records/records.ts'
import { takeSighting } from '../../../hooks/box-office/conference/sightings.ts'
import { orderFacts } from '../../../hooks/box-office/objects/facts.ts'
import type { Write } from '../../../hooks/box-office/objects/reservation-object.ts'
import { paymentOf, playConference, reservationOf, summary } from '../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, aSeatPool, now } from '../../fixtures/objects.ts'

const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 1_000n } }

/** Records that contain these objects. */
function keep(...objects: Parameters<ReturnType<typeof playConference>['see']>[0][]): Records {
  const records = new Records()
  for (const object of objects) {
    const { kind, metadata } = object
    takeSighting(records, { kind, name: metadata.name, object, version: 1n } as never, now)
  }
  return records
}

const placed = (name: string, seconds: number, said: Parameters<typeof anOrder>[0] = {}) =>
  anOrder({ name, ...said, metadata: { creationTimestamp: `2026-11-20T07:59:${seconds}Z` } })
const written = (writes: ReturnType<typeof decideDue>) => writes.map(write => [write.name, summary(write)])

t.test('all due orders are decided, first come, first served, and are in flight', async t => {
  const records = keep(aPlan({ capacity: 1 }), placed('a', 20), placed('b', 10))
  t.strictSame(written(decideFully(records, moment)), [
    ['b', 'Held 1'],
    ['a', 'Waitlisted NoSeats'],
  ])
  t.strictSame(written(decideDue(records, moment)), [
    ['b', 'Held 1'],
    ['a', 'Waitlisted NoSeats'],
  ])
  t.strictSame(
    ['a', 'b'].map(name => records.files.get(name)?.inFlight?.state),
    ['under way', 'under way'],
  )
  records.due.add('a')
  t.strictSame([decideDue(records, moment), decideFully(records, moment)], [[], []])
})

t.test('a waiting order is not passed over during a write, unless the write is held back', async t => {
  const { conference, see, store } = playConference()
  const leaving = placed('leaving', 10)
  see(aPlan({ capacity: 1 }))
  see(leaving)
  for (const write of conference.decide(now)) conference.settle(write, { stored: store(write) }, now)
  for (const order of [placed('a', 20), placed('b', 30)]) see(order)
  const [first, second] = conference.decide(now) as [Write, Write]
  conference.settle(second, { stored: store(second) }, now)
  see({ ...leaving, metadata: { ...leaving.metadata, generation: 2 }, spec: { ...leaving.spec, cancelled: true } })
  for (const write of conference.decide(now)) conference.settle(write, { stored: store(write) }, now)
  t.strictSame([conference.decide(now), conference.decideFully(now)], [[], []], 'the seat is set aside for the first')
  see(placed('c', 40))
  t.strictSame(written(conference.decide(now)), [['c', 'Waitlisted NoSeats']], 'nor does a later order get it')
  t.equal(conference.dueTime(), undefined)
  conference.holdBack(first, now)
  t.strictSame(written(conference.decideFully(now)), [['b', 'Held 1']])
  t.strictSame(written(conference.decide(now)), [['b', 'Held 1']])
})

t.test('a seat that was set aside goes to its order', async t => {
  const { conference, see, store, show, lose } = playConference()
  const leaving = placed('leaving', 10)
  see(aPlan({ capacity: 1 }))
  see(leaving)
  for (const write of conference.decide(now)) conference.settle(write, { stored: store(write) }, now)
  for (const order of [placed('a', 20), placed('b', 30)]) see(order)
  const [first, second] = conference.decide(now) as [Write, Write]
  const stored = store(second)
  conference.settle(second, { stored }, now)
  show(stored)
  lose('Order', 'leaving')
  lose('Reservation', 'leaving')
  t.strictSame(conference.decide(now), [])
  conference.settle(first, { stored: store(first) }, now)
  t.strictSame(written(conference.decide(now)), [['a', 'Held 1']])
})

/** A pool with one free seat, and two plans that share it. */
function showPool(see: ReturnType<typeof playConference>['see'], said: Parameters<typeof aPlan>[0] = {}): void {
  see(aSeatPool({ capacity: 1 }))
  for (const name of ['plan', 'other']) see(aPlan({ name, poolRef: 'pool', ...said }))
}

t.test('a free seat of a pool goes to the first order that waits, of whatever plan', async t => {
  const { conference, see, settle } = playConference()
  showPool(see)
  const leaving = placed('leaving', 10)
  for (const order of [leaving, placed('b', 30), placed('a', 20, { planRef: 'other' })]) see(order)
  t.strictSame(settle(), { leaving: 'Held 1', a: 'Waitlisted NoSeats', b: 'Waitlisted NoSeats' })
  see({ ...leaving, metadata: { ...leaving.metadata, generation: 2 }, spec: { ...leaving.spec, cancelled: true } })
  t.strictSame(settle(), { leaving: 'Released Cancelled', a: 'Held 1' })
  see(aSeatPool({ capacity: 2 }))
  t.strictSame([settle(), conference.decideFully(now)], [{ b: 'Held 2' }, []], 'a larger pool serves the next')
})

t.test('an order is told once how many orders of all plans wait before it', async t => {
  const { conference, see } = playConference()
  showPool(see)
  for (const [index, planRef] of ['plan', 'other', 'plan', 'other'].entries()) {
    see(placed(`order-${index}`, 10 + index, { planRef }))
  }
  t.strictSame(
    conference.decide(now).map(({ spec }) => spec.message),
    [
      undefined,
      'Waitlisted: not enough seats are free; no order waits before this one',
      'Waitlisted: not enough seats are free; 1 order waits before this one',
      'Waitlisted: not enough seats are free; 2 orders wait before this one',
    ],
  )
})

t.test('a seat of a pool is set aside for an order of one plan, and no order of another plan gets it', async t => {
  const { conference, see, store } = playConference()
  showPool(see)
  const leaving = placed('leaving', 10)
  see(leaving)
  for (const write of conference.decide(now)) conference.settle(write, { stored: store(write) }, now)
  see(placed('a', 20))
  const [first] = conference.decide(now) as [Write]
  see({ ...leaving, metadata: { ...leaving.metadata, generation: 2 }, spec: { ...leaving.spec, cancelled: true } })
  for (const write of conference.decide(now)) conference.settle(write, { stored: store(write) }, now)
  see(placed('b', 30, { planRef: 'other' }))
  t.strictSame(written(conference.decide(now)), [['b', 'Waitlisted NoSeats']])
  conference.holdBack(first, now)
  t.strictSame(written(conference.decideFully(now)), [])
  for (const write of conference.decide(now)) t.fail(write.name)
})

t.test('a seat is set aside for an order that first gets what it joined the waitlist with', async t => {
  const { conference, see } = playConference()
  const c = placed('c', 20, { quantity: 3 })
  const d = placed('d', 30, { quantity: 0 })
  const waiting = reservationOf(c, { decision: 'Waitlisted', quantity: 2 })
  for (const object of [aPlan({ capacity: 4 }), c, d, reservationOf(d, { quantity: 0 }), waiting]) see(object)
  t.strictSame(written(conference.decide(now)), [['c', 'Held 1,2']])
  see({ ...d, metadata: { ...d.metadata, generation: 2 }, spec: { ...d.spec, quantity: 2 } })
  t.strictSame(written(conference.decideFully(now)), [['d', 'Waitlisted NoSeats']])
  t.strictSame(written(conference.decide(now)), [['d', 'Waitlisted NoSeats']])
})

t.test('nothing is set aside for an order whose plan is missing', async t => {
  const { conference, see, lose } = playConference()
  see(aPlan({ capacity: 1 }))
  see(placed('a', 20, { quantity: 0 }))
  t.strictSame(written(conference.decide(now)), [['a', 'Held']])
  see(placed('a', 20, { quantity: 1 }))
  lose('Plan', 'plan')
  t.strictSame([conference.decide(now), conference.decideFully(now)], [[], []])
})

t.test('a write that replaces a reservation has the stored one as its base', async t => {
  const order = anOrder({ cancelled: true })
  const records = keep(aPlan(), order, reservationOf(order, { metadata: { resourceVersion: '7' } }))
  const [write] = decideDue(records, moment)
  t.match(write, { name: 'order-1', order: { name: 'order-1', uid: 'uid-of-order-1' }, base: { resourceVersion: '7' } })
})

t.test('a change by time alone is decided when the time comes', async t => {
  const order = anOrder()
  const term = { heldSince: '2026-11-20T07:45:00Z', heldUntil: '2026-11-20T08:00:00Z' }
  const records = keep(aPlan({ capacity: 1 }), order, reservationOf(order, { ...term, seats: [1] }))
  t.strictSame(decideDue(records, moment), [])
  t.strictSame(decideDue(records, { ...moment, now: now + 29_999 }), [])
  t.strictSame(written(decideDue(records, { ...moment, now: now + 30_000 })), [['order-1', 'Released Expired']])
})

t.test('the reservation of a deleted order is released, unless it holds nothing', async t => {
  const order = anOrder()
  const gone = (decision: 'Held' | 'Released', goneUid: string | undefined) => {
    const records = keep(aPlan(), reservationOf(order, { decision }))
    records.fileOf('order-1').goneUid = goneUid
    return written(decideDue(records, moment))
  }
  t.strictSame(gone('Held', 'uid-of-order-1'), [['order-1', 'Released OrderGone']])
  t.strictSame(gone('Held', undefined), [], 'it may have an order')
  t.strictSame(gone('Released', 'uid-of-order-1'), [])
})

t.test('the next order takes over an abandoned reservation of its name, by one write', async t => {
  const before = anOrder({ metadata: { uid: 'before' } })
  const { ownerReferences: _, ...base } = reservationOf(before).metadata
  const creationTimestamp = '2026-11-20T07:58:00Z'
  const abandoned = { ...reservationOf(before), metadata: { ...base, resourceVersion: '7', creationTimestamp } }
  const [write, ...others] = decideDue(keep(aPlan(), abandoned, anOrder()), moment)
  t.match(write, { order: { uid: 'uid-of-order-1' }, spec: { orderUid: 'uid-of-order-1' }, base: { uid: base.uid } })
  t.strictSame(others, [])
})

t.test('nothing is decided without a reservation and an order', async t => {
  const records = keep()
  records.fileOf('order-1')
  records.due.add('order-1')
  t.strictSame(decideDue(records, moment), [])
})

t.test('the desk has the plan of the order, its pool and the coupon, if views show them', async t => {
  const pooled = ['pooled', 'stranded'].map(name => aPlan({ name, poolRef: name === 'pooled' ? 'pool' : 'unseen' }))
  const records = keep(aPlan(), ...pooled, aSeatPool(), aCoupon())
  const desk = (order: Parameters<typeof anOrder>[0]) => {
    const { plan, pool, coupon, stock, ...at } = deskFor(orderFacts(anOrder(order)), {
      records,
      stock: records.stock,
      moment,
    })
    return [plan?.name, pool?.name, coupon?.name, stock === records.stock, at]
  }
  t.strictSame(desk({ couponRef: 'coupon' }), ['plan', undefined, 'coupon', true, moment])
  t.strictSame(desk({ planRef: 'pooled' }), ['pooled', 'pool', undefined, true, moment])
  t.strictSame(desk({ planRef: 'stranded' }), ['stranded', undefined, undefined, true, moment])
  t.strictSame(desk({ planRef: 'other' }), [undefined, undefined, undefined, true, moment])
})

t.test('a defect in one order does not delay the others, and is thrown when nothing else is due', async t => {
  const broken = anOrder({ name: 'broken' })
  const records = keep(aPlan(), broken, reservationOf(broken, { decision: 'Sold', quantity: 0.5 }), anOrder())
  t.strictSame(written(decideDue(records, moment)), [['order-1', 'Held']])
  t.throws(() => decideDue(records, moment), { name: 'RangeError' })
  t.strictSame(decideDue(records, moment), [], 'it is decided again when something of it changes')
})

t.test('an order costs the others nothing: only orders that it affects are decided', async t => {
  const { conference, see, settle } = playConference()
  const orders = Array.from({ length: 50 }, (_, index) => placed(`order-${index}`, 10 + index))
  see(aPlan({ capacity: 40 }))
  for (const order of orders) see(order)
  settle()
  const [first] = orders as [(typeof orders)[0]]
  see(paymentOf(first))
  t.strictSame(settle(), { 'order-0': 'Sold 1' })
  see({ ...first, metadata: { ...first.metadata, generation: 2 }, spec: { ...first.spec, cancelled: true } })
  t.strictSame(settle(), { 'order-0': 'Released Cancelled', 'order-40': 'Held 1' })
  t.strictSame(conference.decideFully(now), [])
})

t.test('an answer to our write is the base of the next decision', async t => {
  const order = anOrder()
  const records = keep(aPlan(), order)
  const file = records.fileOf('order-1')
  file.own = observe(reservationOf(order, { decision: 'Sold' }))
  records.refresh(file, now)
  t.strictSame([decideDue(records, moment), decideFully(records, moment)], [[], []])
})

/** A conference that sold seat 2 of 2, shows no reservation of that sale, and sees the orders late. */
function playLostSale() {
  const played = playConference()
  played.see(aPlan({ capacity: 2 }))
  played.reached.orders = 0n
  played.see(anOrder({ status: { payment: 'CONFIRMED', quantity: 1, reason: 'PaymentReceived', seats: [2] } }))
  played.lose('Reservation', 'order-1')
  return played
}

t.test('a confirmed order without a reservation waits until the order watch has caught up', async t => {
  const { conference, reached, lose } = playLostSale()
  t.strictSame(conference.decide(now), [])
  t.equal(conference.dueTime(), undefined)
  t.strictSame(conference.decideFully(now), [])
  reached.orders = reached.reservations - 1n
  conference.noteReach(now)
  t.equal(conference.dueTime(), undefined)
  lose('Reservation', 'another')
  reached.orders = reached.reservations - 1n
  conference.noteReach(now)
  t.match(conference.decide(now), [{ name: 'order-1', spec: { decision: 'Sold', seats: [2] } }])
})

t.test('nobody gets the seats of a sale whose reservation is lost, while it waits to be reinstated', async t => {
  const { conference, see } = playLostSale()
  see(anOrder({ name: 'order-2', quantity: 2 }))
  see(anOrder({ name: 'order-3' }))
  const served = [
    { name: 'order-2', spec: { decision: 'Waitlisted' } },
    { name: 'order-3', spec: { decision: 'Held', seats: [1] } },
  ]
  t.match(conference.decideFully(now), served)
  t.match(conference.decide(now), served)
})

t.test('a confirmed order waits until the reservation watch has reached its version', async t => {
  const { conference, reached, see } = playConference()
  see(aPlan({ capacity: 2 }))
  const confirmed = anOrder({
    metadata: { resourceVersion: '500' },
    status: { payment: 'CONFIRMED', quantity: 1, reason: 'PaymentReceived', seats: [2] },
  })
  conference.see({ kind: 'Order', name: 'order-1', object: confirmed, version: 500n }, now)
  reached.reservations = 499n
  t.strictSame(conference.decide(now), [], 'it was confirmed by a reservation, which is not seen yet')
  t.equal(conference.dueTime(), undefined)
  reached.reservations = 500n
  conference.noteReach(now)
  t.match(conference.decide(now), [{ name: 'order-1', spec: { decision: 'Sold', seats: [2] } }])
})
