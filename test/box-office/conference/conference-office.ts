import t from 'tap'
import { orderFacts } from '../../../hooks/box-office/objects/facts.ts'
import type { Write } from '../../../hooks/box-office/objects/reservation-object.ts'
import { paymentOf, playConference, reservationOf, summary } from '../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, aSeatPool, now } from '../../fixtures/objects.ts'

const order = anOrder()
const written = (writes: Write[]) => writes.map(write => [write.name, summary(write)])

t.test('an order of a plan is held, paid for and sold', async t => {
  const { conference, see, settle } = playConference()
  see(aPlan({ capacity: 2 }))
  see(order)
  t.strictSame(settle(), { 'order-1': 'Held 1' })
  see(paymentOf(order))
  t.strictSame(settle(), { 'order-1': 'Sold 1' })
  t.strictSame([conference.decide(now), conference.dueTime()], [[], undefined])
})

t.test('lists and watches may show related objects in any order', async t => {
  const objects = [aPlan({ capacity: 2 }), aCoupon(), anOrder({ couponRef: 'coupon', price: 19.9 })] as const
  const payment = paymentOf(objects[2], { gross: '19.90' })
  for (const first of [0, 1, 2, 3]) {
    const { see, settle } = playConference()
    for (const index of [0, 1, 2, 3]) see([...objects, payment][(first + index) % 4] as never)
    t.strictSame(settle(), { 'order-1': 'Sold 1' }, `the ${first + 1}. first`)
  }
})

t.test('a write in flight is not decided again, and its seats count as taken', async t => {
  const { conference, see } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  const [write] = conference.decide(now) as [Write]
  t.strictSame([write.order, write.base], [{ name: 'order-1', uid: 'uid-of-order-1' }, undefined])
  see({ ...order, metadata: { ...order.metadata, generation: 2 }, spec: { ...order.spec, cancelled: true } })
  see(anOrder({ name: 'order-2' }))
  t.strictSame(written(conference.decide(now)), [['order-2', 'Waitlisted NoSeats']])
  conference.settle(write, 'refused', now)
  t.strictSame(written(conference.decide(now)), [['order-1', 'Released Cancelled']])
})

t.test('an answer to our write counts before the watch shows it, for a grant but not for a sale', async t => {
  const { conference, see, store, show, reached } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  see(paymentOf(order))
  const [held] = conference.decide(now) as [Write]
  const stored = store(held)
  conference.settle(held, { stored }, now)
  see(anOrder({ name: 'order-2' }))
  t.strictSame(written(conference.decide(now)), [['order-2', 'Waitlisted NoSeats']], 'it is not sold yet')
  show(stored)
  const sold = conference.decide(now)
  t.strictSame(written(sold), [['order-1', 'Sold 1']])
  t.equal(sold[0]?.base?.resourceVersion, String(reached.reservations), 'it replaces what is stored')
})

t.test('an answer that arrives after the deletion in the watch brings nothing back', async t => {
  const { conference, see, store, lose } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  const [held] = conference.decide(now) as [Write]
  const stored = store(held)
  lose('Reservation', 'order-1')
  conference.settle(held, { stored }, now)
  t.strictSame(written(conference.decide(now)), [['order-1', 'Held 1']])
})

t.test('a write of unknown outcome counts as stored until a GET or the watch shows otherwise', async t => {
  const { conference, see, store, show } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  see(anOrder({ name: 'order-2', metadata: { creationTimestamp: '2026-11-20T07:59:30Z' } }))
  const begin = () => {
    const writes = conference.decide(now)
    const mine = writes.find(({ name }) => name === 'order-1') as Write
    conference.settle(mine, 'unknown', now)
    return { mine, others: writes.filter(write => write !== mine) }
  }
  const { mine, others } = begin()
  for (const write of others) {
    t.equal(summary(write), 'Waitlisted NoSeats')
    const stored = store(write)
    conference.settle(write, { stored }, now)
    show(stored)
  }
  t.strictSame([conference.unresolvedNames(), conference.decide(now)], [['order-1'], []])
  conference.resolve('order-1', undefined, now)
  t.strictSame(conference.unresolvedNames(), [])
  begin()
  const stored = store(mine)
  conference.resolve('order-1', stored, now)
  t.strictSame([conference.unresolvedNames(), conference.decide(now)], [[], []], 'it is stored')
  conference.resolve('order-1', stored, now)
  t.strictSame(conference.decide(now), [], 'a GET of what is known changes nothing')
  see({ ...order, metadata: { ...order.metadata, generation: 2 }, spec: { ...order.spec, cancelled: true } })
  const released = begin().mine
  show(stored)
  t.strictSame(conference.unresolvedNames(), ['order-1'], 'the watch shows what was to be replaced')
  show(store(released))
  t.strictSame([conference.unresolvedNames(), written(conference.decide(now))], [[], [['order-2', 'Held 1']]])
})

t.test('a conference wakes at once for a due order, else at the next time', async t => {
  const { conference, see, settle } = playConference()
  t.equal(conference.dueTime(), undefined)
  see(aPlan({ capacity: 1 }))
  see(order)
  t.equal(conference.dueTime(), 0)
  settle()
  const lapse = Date.parse('2026-11-20T08:15:30Z')
  t.equal(conference.dueTime(), lapse)
  const [write] = conference.decide(lapse) as [Write]
  t.strictSame([summary(write), conference.dueTime()], ['Released Expired', undefined], 'while it is being written')
  conference.settle(write, 'refused', lapse)
  t.equal(conference.dueTime(), 0)
  t.strictSame([settle(lapse), conference.dueTime()], [{ 'order-1': 'Released Expired' }, undefined])
})

t.test('a conference reports its undecided orders, its plans and its findings', async t => {
  const { conference, see } = playConference()
  const plan = aPlan({ capacity: 3 })
  see(plan)
  see(order)
  const { placedAt } = orderFacts(order)
  t.strictSame(conference.undecidedOrders(), { orders: 1, since: placedAt })
  t.match(conference.planStatuses(now).get('plan'), { plan, status: { left: 3 } })
  t.match(conference.explain('order-1', now), [{ rule: 'stored' }, { rule: 'price' }])
})

t.test('a pool is sold by two plans, each within its own limit', async t => {
  const { conference, see, settle } = playConference()
  const ofPlan = (planRef: string, quantity: number) => anOrder({ name: `of-${planRef}`, planRef, quantity })
  see(aPlan({ name: 'early', poolRef: 'pool', capacity: 2 }))
  see(aPlan({ name: 'late', poolRef: 'pool' }))
  for (const order of [ofPlan('early', 2), ofPlan('late', 3)]) see(order)
  t.strictSame(settle(), { 'of-early': 'Waitlisted PoolNotFound', 'of-late': 'Waitlisted PoolNotFound' })
  const pool = aSeatPool({ capacity: 6 })
  see(pool)
  t.strictSame(settle(), { 'of-early': 'Held 1,2', 'of-late': 'Held 3,4,5' })
  const left = (name: string) => conference.planStatuses(now).get(name)?.status.left
  t.match(conference.poolStatuses(now).get('pool'), { pool, status: { held: 5, sold: 0, waiting: 0, left: 1 } })
  t.strictSame([left('early'), left('late')], [0, 1])
  see(paymentOf(ofPlan('late', 3), { gross: '89.70' }))
  see(anOrder({ name: 'another', planRef: 'early', quantity: 1 }))
  t.strictSame(settle(), { 'of-late': 'Sold 3,4,5', another: 'Waitlisted NoSeats' })
  see(aPlan({ name: 'early', poolRef: 'pool', capacity: 3 }))
  t.strictSame(settle(), { another: 'Held 6' })
})

t.test('the status of a plan follows the dates of its sale', async t => {
  const { conference, see } = playConference()
  const [salesStart, salesEnd] = ['2026-11-20T08:10:00Z', '2026-11-20T08:20:00Z']
  see(aPlan({ salesStart, salesEnd }))
  const reason = (at: number) => conference.planStatuses(at).get('plan')?.status.conditions?.at(-1)?.reason
  t.strictSame([conference.decide(now), conference.dueTime(), reason(now)], [[], Date.parse(salesStart), 'NotYet'])
  t.strictSame([conference.decide(Date.parse(salesStart)), reason(Date.parse(salesStart))], [[], 'OnSale'])
  t.equal(conference.dueTime(), Date.parse(salesEnd))
  t.strictSame([conference.decide(Date.parse(salesEnd)), reason(Date.parse(salesEnd))], [[], 'Over'])
  t.equal(conference.dueTime(), undefined)
})

t.test('any name can be decided again, known or not', async t => {
  const { conference, see, settle } = playConference()
  see(aPlan())
  see(order)
  settle()
  conference.recheck(['order-1', 'nobody'])
  t.equal(conference.dueTime(), 0)
  t.strictSame([conference.decide(now), conference.dueTime()], [[], undefined])
})

t.test('the full decision has the same result, and changes nothing', async t => {
  const { conference, see, settle } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  see(anOrder({ name: 'order-2' }))
  const full = conference.decideFully(now)
  t.strictSame(full, conference.decide(now))
  t.strictSame(conference.decideFully(now), [], 'writes in flight are skipped')
  for (const write of full) conference.settle(write, 'refused', now)
  settle()
  t.strictSame(conference.decideFully(now), [])
})

t.test('a reservation without its order is doubted after 2 minutes, and released if none exists', async t => {
  const { conference, see, show, settle } = playConference()
  const doubt = { name: 'order-1', uid: 'uid-of-order-1' }
  see(aPlan({ capacity: 1 }))
  show(reservationOf(order, { seats: [1] }))
  see(anOrder({ name: 'order-2' }))
  t.strictSame(settle(), { 'order-2': 'Waitlisted NoSeats' }, 'its seats count, and nothing is done to it')
  const doubted = now + 120_000
  t.strictSame([conference.dueTime(), conference.doubts(doubted - 1)], [doubted, []])
  t.strictSame([conference.doubts(doubted), settle(doubted), conference.dueTime()], [[doubt], {}, undefined])
  conference.noteFoundOrder(doubt, doubted)
  t.strictSame([conference.doubts(doubted), settle(doubted)], [[], {}])
  const again = doubted + 120_000
  t.strictSame([conference.dueTime(), conference.doubts(again)], [again, [doubt]], 'the doubt returns')
  conference.noteMissingOrder(doubt, again)
  t.strictSame(settle(again), { 'order-1': 'Released OrderGone', 'order-2': 'Held 1' })
  t.strictSame([conference.doubts(again + 120_000), conference.dueTime()], [[], Date.parse('2026-11-20T08:19:30Z')])
})

t.test('an order that the watch shows late keeps its reservation', async t => {
  const { conference, see, show, settle } = playConference()
  see(aPlan({ capacity: 1 }))
  show(reservationOf(order, { seats: [1] }))
  settle()
  see(order)
  see(paymentOf(order))
  t.strictSame([settle(), conference.doubts(now + 120_000)], [{ 'order-1': 'Sold 1' }, []])
})

t.test('an answer about a forgotten order changes nothing', async t => {
  const { conference } = playConference()
  conference.noteMissingOrder({ name: 'order-1', uid: 'uid-of-order-1' }, now)
  t.strictSame([conference.isEmpty(), conference.dueTime()], [true, undefined])
})

t.test('a conference is empty when all its objects are deleted, payments and pools too', async t => {
  const { conference, see, show, lose } = playConference()
  t.equal(conference.isEmpty(), true)
  for (const object of [aPlan(), aSeatPool(), aCoupon(), order, paymentOf(order), reservationOf(order)]) {
    see(object)
    t.equal(conference.isEmpty(), false, object.kind)
    lose(object.kind as 'Plan', object.metadata.name)
    t.equal(conference.isEmpty(), true, object.kind)
  }
  show(reservationOf(order))
  t.equal(conference.isEmpty(), false)
})

t.test('a write that was held back is settled later', async t => {
  const { conference, see } = playConference()
  for (const object of [aPlan({ capacity: 1 }), order]) see(object)
  const [write] = conference.decide(now) as [Write]
  conference.holdBack(write, now)
  t.strictSame(conference.decide(now), [])
  conference.settle(write, 'refused', now)
  t.strictSame(written(conference.decide(now)), [['order-1', 'Held 1']])
})
