import t from 'tap'
import type { Write } from '../../../hooks/box-office/objects/reservation-object.ts'
import { paymentOf, playConference, reservationOf, summary } from '../../fixtures/box-office/played-conference.ts'
import { anOrder, aPlan, now } from '../../fixtures/objects.ts'

const order = anOrder()
const written = (writes: Write[]) => writes.map(write => [write.name, summary(write)])

t.test('an answer to our write is dropped when the watch passes it without the object', async t => {
  const { conference, see, store, reached } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  const [held] = conference.decide(now) as [Write]
  const stored = store(held)
  conference.settle(held, { stored }, now)
  conference.noteReach(now)
  t.strictSame(conference.decide(now), [], 'the watch has not passed it yet')
  reached.reservations = BigInt(stored.metadata.resourceVersion ?? '0')
  t.strictSame(written(conference.decide(now)), [['order-1', 'Held 1']])
})

t.test('a hold from a list is sold once the watch has reached its version', async t => {
  const { conference, see, settle, reached } = playConference()
  see(aPlan({ capacity: 1 }))
  see(order)
  see(paymentOf(order))
  const term = { heldSince: '2026-11-20T07:59:00Z', heldUntil: '2026-11-20T08:14:00Z' }
  see(reservationOf(order, { ...term, seats: [1], metadata: { resourceVersion: '500' } }))
  t.strictSame(conference.decide(now), [])
  reached.reservations = 499n
  conference.noteReach(now)
  t.equal(conference.dueTime(), undefined)
  reached.reservations = 500n
  conference.noteReach(now)
  t.equal(conference.dueTime(), 0)
  t.strictSame(settle(), { 'order-1': 'Sold 1' })
})

t.test('a free hold without a visible coupon is sold once the coupon watch has caught up', async t => {
  const { conference, see, show, settle, reached } = playConference()
  const order = anOrder({ couponRef: 'coupon', price: 0 })
  see(aPlan())
  see(order)
  show(reservationOf(order, { couponRef: 'coupon', metadata: { resourceVersion: '500' } }))
  for (const coupons of [0n, 499n]) {
    reached.coupons = coupons
    t.strictSame([conference.decide(now), conference.dueTime()], [[], undefined])
  }
  reached.coupons = 500n
  conference.noteReach(now)
  t.equal(conference.dueTime(), 0)
  t.strictSame(settle(), { 'order-1': 'Sold' })
})

t.test('a confirmed order without a reservation is decided when the watches have caught up', async t => {
  const { conference, reached, see } = playConference()
  see(aPlan())
  reached.orders = 0n
  see(anOrder({ status: { payment: 'CONFIRMED', quantity: 1 } }))
  reached.reservations = 1_000_000n
  t.strictSame(conference.decide(now), [])
  reached.orders = 999_999n
  conference.noteReach(now)
  t.equal(conference.dueTime(), undefined)
  reached.orders = 1_000_000n
  conference.noteReach(now)
  t.match(written(conference.decide(now)), [['order-1', 'Sold']])
})
