import t from 'tap'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { Records } from '../../../../hooks/box-office/conference/records/records.ts'
import { takeSighting } from '../../../../hooks/box-office/conference/sightings.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { paymentOf, playConference, reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, aSeatPool, minuteAgo, now } from '../../../fixtures/objects.ts'

const order = anOrder({ couponRef: 'coupon' })
const front = { at: Number.NEGATIVE_INFINITY, name: '', uid: '' }
const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 0n } }

type Said = NonNullable<Parameters<typeof reservationOf>[1]>

/** Records, and a function that adds orders with their reservations. */
function keep() {
  const records = new Records()
  const place = (placed = order, said?: Said) => {
    const file = records.fileOf(placed.metadata.name)
    file.order = orderFacts(placed)
    file.watched = said && observe(reservationOf(placed, said))
    records.refresh(file, now)
    return file
  }
  const sets = () => {
    const { due, freed, ahead, unknown, strays, undecided, unjudged } = records
    return Object.entries({ due, freed, ahead, unknown, strays, undecided, unjudged })
      .filter(([, set]) => set.size > 0)
      .map(([name]) => name)
  }
  const show = (object = aPlan()) => {
    takeSighting(records, { kind: 'Plan', name: object.metadata.name, object, version: 1n }, now)
    records.due.clear()
  }
  return { records, place, sets, show }
}

t.test('an order is undecided until it has a reservation', async t => {
  const { records, place, sets, show } = keep()
  show()
  place()
  t.strictSame([sets(), [...records.undecided]], [['due', 'undecided'], [['order-1', Date.parse(minuteAgo)]]])
  place(order, {})
  t.strictSame(sets(), ['due'])
  place({ ...order, metadata: { ...order.metadata, deletionTimestamp: minuteAgo } })
  t.strictSame(sets(), ['due', 'freed'], 'one that is being deleted gets none')
})

t.test('the orders of a plan become due together', async t => {
  const { records, place } = keep()
  place()
  records.due.clear()
  records.wakeOrders('plan', 'plan')
  t.strictSame([...records.due], ['order-1'])
})

t.test('writes of unknown outcome and answers ahead of the watch are listed by name', async t => {
  const { records, place, sets, show } = keep()
  show()
  const file = place(order, { decision: 'Waitlisted' })
  const { spec } = reservationOf(order)
  file.inFlight = { write: { name: 'order-1', spec, order: order.metadata }, state: 'unknown' }
  records.refresh(file, now)
  t.strictSame(sets(), ['due', 'unknown'])
  file.inFlight = undefined
  file.own = observe(reservationOf(order, { decision: 'Waitlisted' }))
  records.refresh(file, now)
  t.strictSame(sets(), ['due', 'freed', 'ahead'], 'its seat is free again')
})

t.test('a reservation is a stray from the first moment without its order', async t => {
  const { records, place, sets } = keep()
  const file = place(order, {})
  file.order = undefined
  records.refresh(file, now + 1)
  records.refresh(file, now + 2)
  t.strictSame([sets(), file.strayedAt], [['due', 'strays'], now + 1])
  place(order, {})
  t.strictSame([sets(), file.strayedAt], [['due'], undefined])
})

t.test('a waiting order is in the waitlist of its plan with its missing tickets', async t => {
  const { records, place } = keep()
  const waits = (quantity: number, said: Said | undefined) => {
    const file = place(anOrder({ quantity }), said)
    const { name, at, tickets } = records.waitlists.next('plan', { place: front, tickets: 100 }) ?? {}
    return name === undefined ? undefined : { file, at, tickets }
  }
  t.match(waits(2, { decision: 'Waitlisted', quantity: 2 }), { at: Date.parse(minuteAgo), tickets: 2 })
  t.match(waits(3, { quantity: 1 }), { at: Number.POSITIVE_INFINITY, tickets: 2 })
  t.equal(waits(1, { quantity: 1 }), undefined)
  t.equal(waits(1, { decision: 'Waitlisted', orderUid: 'another' }), undefined, 'another one does')
  const file = place(anOrder(), { decision: 'Waitlisted' })
  file.inFlight = {
    write: { name: 'order-1', spec: reservationOf(order).spec, order: order.metadata },
    state: 'under way',
  }
  records.refresh(file, now)
  t.equal(waits(1, { decision: 'Waitlisted' }), undefined, 'it is being served')
})

t.test('released seats are recorded, and an order with a seat of another one is due', async t => {
  const { records, place, sets, show } = keep()
  show()
  place(order, { seats: [1] })
  place(anOrder({ name: 'order-2' }), { seats: [1] })
  t.strictSame([[...records.due], sets()], [['order-1', 'order-2'], ['due']])
  records.due.clear()
  place(anOrder({ name: 'order-2' }), { decision: 'Released' })
  t.strictSame([[...records.due], [...records.freed]], [['order-1', 'order-2'], ['plan']])
})

t.test('released seats of a pool are recorded for each plan that shares them', async t => {
  const { records, place, show } = keep()
  for (const name of ['plan', 'other']) show(aPlan({ name, poolRef: 'pool' }))
  show(aPlan({ name: 'beside' }))
  place(order, { seats: [1], poolRef: 'pool' })
  place(order, { decision: 'Released', poolRef: 'pool' })
  t.strictSame([...records.freed], ['plan', 'other'])
  t.strictSame(
    ['plan', 'pool--', 'beside-', 'pool-'].map(key => [...records.plansSharing(key)]),
    [['plan'], ['plan', 'other'], ['beside'], []],
  )
})

t.test('an order grows while it asks for more tickets than it has', async t => {
  const { records, place } = keep()
  const isGrowing = (quantity: number, said?: Said) => {
    place(anOrder({ quantity }), said)
    return [...records.ordersOf.growing.namesOf('plan')].length === 1
  }
  t.strictSame(
    [isGrowing(2), isGrowing(2, {}), isGrowing(1, {}), isGrowing(2, { decision: 'Sold' })],
    [false, true, false, true],
  )
  t.equal(isGrowing(2, { orderUid: 'another' }), false, 'the reservation is of another order')
})

t.test('a redemption wakes other orders when the coupon is used up, no longer used up, or overused', async t => {
  const { records, place } = keep()
  records.coupons.set('coupon', { name: 'coupon', price: 10, maxRedemptions: 2 })
  const others = ['order-2', 'order-3', 'order-4'].map(name => anOrder({ name, couponRef: 'coupon' }))
  place()
  const due = (placed: typeof order, said: Said) => {
    records.due.clear()
    place(placed, { couponRef: 'coupon', ...said })
    return records.due.size
  }
  const [two, three, four] = others as [typeof order, typeof order, typeof order]
  t.equal(due(two, {}), 1, 'one is left')
  t.equal(due(three, {}), 3, 'it is used up')
  t.equal(due(four, {}), 4, 'it is overused')
  t.equal(due(four, { decision: 'Refused' }), 4, 'it no longer is')
  t.equal(due(three, { decision: 'Released' }), 4, 'one is left again')
  records.coupons.delete('coupon')
  t.equal(due(three, {}), 1, 'one that is not seen has no limit')
})

t.test('a decided order that has something does not hope for a coupon', async t => {
  const { records, place } = keep()
  const hopes = (said: Said) => {
    records.settleDown(place(order, { couponRef: 'coupon', ...said }), moment)
    return [...records.ordersOf.hopefuls('coupon')].length === 1
  }
  t.strictSame([hopes({ decision: 'Waitlisted' }), hopes({})], [true, false])
})

t.test('a decided file wakes at its next time, unless that has passed', async t => {
  const { records, place, show } = keep()
  const file = place(order, { heldUntil: '2026-11-20T08:15:00Z' })
  const lapse = Date.parse('2026-11-20T08:15:30Z')
  records.settleDown(file, moment)
  t.equal(records.timers.next(), lapse)
  records.settleDown(file, { ...moment, now: lapse })
  t.equal(records.timers.next(), undefined)
  records.settleDown(place(), moment)
  t.equal(records.timers.next(), Date.parse(minuteAgo) + 120_000, 'its plan is not seen')
  show()
  records.settleDown(place(), moment)
  t.equal(records.timers.next(), undefined)
  const stray = place(order, {})
  stray.order = undefined
  records.settleDown(stray, moment)
  t.equal(records.timers.next(), undefined)
})

t.test('files that wait for the progress of a watch are listed by name', async t => {
  const { records, place, sets, show } = keep()
  show()
  const settled = (placed: typeof order, said: Said) => {
    records.settleDown(place(placed, said), moment)
    records.due.clear()
    records.freed.clear()
    return sets()
  }
  const free = anOrder({ couponRef: 'coupon', price: 0 })
  t.strictSame(settled(free, { couponRef: 'coupon' }), ['unjudged'])
  t.strictSame(settled(order, { couponRef: 'coupon' }), [], 'it is not free')
  t.strictSame(settled(free, {}), [], 'it redeems nothing')
  t.strictSame(settled(free, { couponRef: 'coupon', decision: 'Sold' }), [])
  t.strictSame(settled(free, { couponRef: 'coupon', metadata: { resourceVersion: '1001' } }), ['ahead', 'unjudged'])
  const file = records.fileOf('order-1')
  file.order = undefined
  file.watched = undefined
  records.refresh(file, now)
  t.strictSame([sets(), records.files.size], [['freed'], 0], 'nothing remains after its deletion')
  records.coupons.set('coupon', { name: 'coupon', price: 10 })
  t.strictSame(settled(free, { couponRef: 'coupon' }), [], 'its coupon is seen')
})

t.test('nothing remains of a thousand orders that were placed, sold and deleted', async t => {
  const { conference, see, lose, settle } = playConference()
  see(aSeatPool({ capacity: 1_000 }))
  see(aPlan({ capacity: 1_000, poolRef: 'pool' }))
  see(aCoupon({ maxRedemptions: 2_000, maxTickets: 2_000, validUntil: '2026-11-21T08:00:00Z' }))
  const before = [conference.planStatuses(now), conference.poolStatuses(now)]
  const orders = Array.from({ length: 1_000 }, (_, index) =>
    anOrder({ name: `order-${index}`, couponRef: 'coupon', price: 19.9 }),
  )
  for (const one of orders) see(one)
  settle()
  for (const one of orders) see(paymentOf(one, { gross: '19.90' }))
  t.equal(Object.keys(settle()).length, 1_000)
  for (const { metadata } of orders) {
    lose('Order', metadata.name)
    lose('Payment', `paid-${metadata.name}`)
    lose('Reservation', metadata.name)
  }
  t.strictSame([conference.planStatuses(now), conference.poolStatuses(now)], before)
  t.strictSame([conference.dueTime(), conference.decide(now), conference.undecidedOrders()], [0, [], { orders: 0 }])
  t.equal(conference.dueTime(), Date.parse('2026-11-21T08:00:00Z'), 'the end of the coupon')
  lose('Plan', 'plan')
  lose('SeatPool', 'pool')
  lose('Coupon', 'coupon')
  t.equal(conference.dueTime(), undefined)
  t.equal(conference.isEmpty(), true)
})

t.test('a confirmed order with seats but no reservation is due when seats of its plan are released', async t => {
  const { records, place } = keep()
  const confirmed = (name: string, seats?: number[]) =>
    place(anOrder({ name, status: { payment: 'CONFIRMED', quantity: 1, ...(seats && { seats }) } }))
  confirmed('order-2', [1])
  confirmed('order-3')
  place(anOrder({ name: 'order-4' }))
  place(order, { seats: [1] })
  records.due.clear()
  place(order, { decision: 'Released' })
  t.strictSame([...records.due], ['order-2', 'order-1'])
  place(anOrder({ name: 'order-2' }), { seats: [1] })
  place(order, { seats: [2] })
  records.due.clear()
  place(order, { decision: 'Released' })
  t.strictSame([...records.due], ['order-1'], 'with a reservation it waits for nothing')
})

t.test('a confirmed order without a reservation waits for the order watch', async t => {
  const { records, place } = keep()
  const waits = (orders: bigint, said?: Said) => {
    const file = place(anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } }), said)
    records.settleDown(file, { now, reached: { ...moment.reached, orders } })
    return [[...records.unreserved], file.unreservedSince]
  }
  t.strictSame(waits(999n), [['order-1'], 1_000n])
  t.strictSame(waits(1_000n), [[], 1_000n], 'it has come as far')
  t.strictSame(waits(999n, {}), [[], undefined], 'it has one')
  const file = place(order, {})
  file.order = undefined
  records.settleDown(file, moment)
  t.strictSame([...records.unreserved], [], 'no order is visible')
})
