import t from 'tap'
import { Records } from '../../../hooks/box-office/conference/records/records.ts'
import {
  dueTime,
  explainFile,
  isNothingKnown,
  planStatuses,
  poolStatuses,
  undecidedOrders,
} from '../../../hooks/box-office/conference/reports.ts'
import { type Sighting, takeSighting } from '../../../hooks/box-office/conference/sightings.ts'
import { orderFacts } from '../../../hooks/box-office/objects/facts.ts'
import { aWrite } from '../../fixtures/box-office/fake-conference.ts'
import { reservationOf } from '../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, aSeatPool, now } from '../../fixtures/objects.ts'

const order = anOrder()

/** Records of a conference that shows these objects. */
function keep(...objects: NonNullable<Sighting['object']>[]) {
  const records = new Records()
  const see = (object: NonNullable<Sighting['object']>) => {
    const { kind, metadata } = object
    takeSighting(records, { kind, name: metadata.name, object, version: 7n } as Sighting, now)
  }
  for (const object of objects) see(object)
  return { records, see }
}

t.test('orders without a reservation are counted, with the age of the oldest', async t => {
  const { records, see } = keep()
  t.strictSame(undecidedOrders(records), { orders: 0 })
  see(anOrder({ name: 'order-2' }))
  see(anOrder({ metadata: { creationTimestamp: '2026-11-20T07:59:30Z' } }))
  see(anOrder({ name: 'order-3', metadata: { deletionTimestamp: '2026-11-20T07:59:30Z' } }))
  t.strictSame(undecidedOrders(records), { orders: 2, since: orderFacts(anOrder()).placedAt })
  see(reservationOf(anOrder({ name: 'order-2' })))
  see(reservationOf(order))
  t.strictSame(undecidedOrders(records), { orders: 0 })
})

t.test('plan statuses count stored reservations, not writes under way', async t => {
  const plan = aPlan({ capacity: 3 })
  const { records, see } = keep(plan, order)
  const counts = () => {
    const { held, sold, waiting, left } = planStatuses(records, now).get('plan')?.status ?? {}
    return [held, sold, waiting, left]
  }
  const file = records.fileOf('order-1')
  file.inFlight = { write: aWrite('order-1'), state: 'under way' }
  records.refresh(file, now)
  t.strictSame([counts(), planStatuses(records, now).get('plan')?.plan], [[0, 0, 0, 3], plan])
  see(reservationOf(order))
  t.strictSame(counts(), [1, 0, 0, 2])
})

t.test('the next time is at once for anything due, else the earliest of a hold, a sale and a coupon', async t => {
  const { records, see } = keep()
  t.equal(dueTime(records), undefined)
  see(aCoupon({ validUntil: '2026-11-20T11:00:00Z' }))
  t.equal(dueTime(records), Date.parse('2026-11-20T11:00:00Z'))
  see(aPlan({ salesStart: '2026-11-20T10:00:00Z' }))
  t.equal(dueTime(records), Date.parse('2026-11-20T10:00:00Z'))
  records.timers.set('order-1', now)
  t.equal(dueTime(records), now)
  records.freed.add('plan')
  t.equal(dueTime(records), 0)
  records.freed.clear()
  records.due.add('order-1')
  t.equal(dueTime(records), 0)
})

t.test('a conference is known by any object, a pool too', async t => {
  t.equal(isNothingKnown(keep().records), true)
  for (const object of [aPlan(), aSeatPool(), aCoupon(), order]) {
    t.equal(isNothingKnown(keep(object).records), false, object.kind)
  }
})

const [small, other] = [anOrder({ planRef: 'small' }), anOrder({ name: 'order-2', planRef: 'other', quantity: 2 })]

t.test('pool statuses count the tickets of all plans of the pool', async t => {
  const pool = aSeatPool({ capacity: 9 })
  const { records } = keep(
    pool,
    reservationOf(small, { poolRef: 'pool' }),
    reservationOf(other, { poolRef: 'pool', decision: 'Sold', quantity: 2 }),
    reservationOf(anOrder({ name: 'order-3' }), { decision: 'Waitlisted' }),
  )
  const { held, sold, waiting, left } = poolStatuses(records, now).get('pool')?.status ?? {}
  t.strictSame([held, sold, waiting, left, poolStatuses(records, now).get('pool')?.pool], [1, 2, 0, 6, pool])
})

t.test('a plan has as many seats left as its own limit and its pool both allow', async t => {
  const { records, see } = keep(
    aPlan({ name: 'small', poolRef: 'pool', capacity: 3 }),
    aPlan({ name: 'other', poolRef: 'pool' }),
    aPlan({ name: 'beside' }),
    reservationOf(small, { poolRef: 'pool' }),
    reservationOf(other, { poolRef: 'pool', quantity: 2 }),
  )
  const left = () => ['small', 'other', 'beside'].map(name => planStatuses(records, now).get(name)?.status.left)
  const reason = (name: string) => planStatuses(records, now).get(name)?.status.conditions?.at(-1)?.reason
  t.strictSame([left(), reason('other'), reason('beside')], [[0, 0, undefined], 'PoolNotFound', 'OnSale'])
  see(aSeatPool({ capacity: 9 }))
  t.strictSame([left(), reason('other')], [[2, 6, undefined], 'OnSale'])
  see(aSeatPool({ capacity: 4 }))
  t.strictSame(left(), [1, 1, undefined])
  see(aSeatPool({ capacity: 2 }))
  t.strictSame([left(), reason('small')], [[0, 0, undefined], 'SoldOut'])
})

t.test('a plan lists the use of the limited coupons that are for it or that its orders hold, by name', async t => {
  const { records, see } = keep(
    aPlan({ name: 'small' }),
    aPlan({ name: 'other' }),
    aCoupon({ name: 'for-small', planRef: 'small', maxRedemptions: 2 }),
    aCoupon({ name: 'all-small', planRef: 'small', maxRedemptions: 9 }),
    aCoupon({ name: 'any', maxTickets: 1 }),
    aCoupon({ name: 'both', maxRedemptions: 5, maxTickets: 9 }),
    aCoupon({ name: 'unused', maxTickets: 9 }),
    aCoupon({ name: 'endless' }),
    reservationOf(small, { couponRef: 'both' }),
    reservationOf(other, { couponRef: 'both', quantity: 2 }),
  )
  const coupons = (name: string) => planStatuses(records, now).get(name)?.status.coupons
  const both = { name: 'both', redemptions: 2, redemptionsLeft: 3, tickets: 3, ticketsLeft: 6 }
  t.strictSame(coupons('small'), [
    { name: 'all-small', redemptions: 0, redemptionsLeft: 9, tickets: 0 },
    both,
    { name: 'for-small', redemptions: 0, redemptionsLeft: 2, tickets: 0 },
  ])
  t.strictSame(coupons('other'), [both])
  see(reservationOf(other, { couponRef: 'any', quantity: 2 }))
  t.strictSame(coupons('other'), [{ name: 'any', redemptions: 1, tickets: 2, ticketsLeft: 0 }])
  for (const couponRef of ['endless', 'for-small', 'unseen']) {
    see(reservationOf(other, { couponRef, quantity: 2 }))
    t.equal(coupons('other'), undefined, couponRef)
  }
})

t.test('an overused coupon has nothing left, not less, and a status lists at most 100 coupons', async t => {
  const names = Array.from({ length: 101 }, (_, index) => `coupon-${String(index).padStart(3, '0')}`)
  const { records } = keep(
    aPlan({ name: 'small' }),
    ...names.toReversed().map(name => aCoupon({ name, planRef: 'small', maxRedemptions: 0 })),
    reservationOf(small, { couponRef: 'coupon-000' }),
  )
  const listed = planStatuses(records, now).get('small')?.status.coupons ?? []
  t.strictSame(listed[0], { name: 'coupon-000', redemptions: 1, redemptionsLeft: 0, tickets: 1 })
  t.strictSame(
    listed.map(({ name }) => name),
    names.slice(0, 100),
  )
})

t.test('an order is explained', async t => {
  const { records, see } = keep(order)
  const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 1_000n } }
  const explain = (name: string) => explainFile(records, { name, ...moment })
  t.match(explain('order-1'), [{ rule: 'stored' }, { rule: 'price' }])
  t.equal(explain('order-2'), undefined)
  see(aPlan())
  t.match(explain('order-1')?.at(-1)?.finding, /→ Held, 1 ticket$/)
})
