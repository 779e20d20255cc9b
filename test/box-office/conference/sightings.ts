import t from 'tap'
import { latestObservation } from '../../../hooks/box-office/conference/case-file/case-file.ts'
import { observe } from '../../../hooks/box-office/conference/case-file/observed.ts'
import { Records } from '../../../hooks/box-office/conference/records/records.ts'
import { type Sighting, takeSighting } from '../../../hooks/box-office/conference/sightings.ts'
import type { Write } from '../../../hooks/box-office/objects/reservation-object.ts'
import { paymentOf, reservationOf } from '../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, aReservation, aSeatPool, now } from '../../fixtures/objects.ts'

const order = anOrder({ couponRef: 'coupon' })

/** Records, and the names that are due after each sight. */
function keep(...objects: NonNullable<Sighting['object']>[]) {
  const records = new Records()
  const take = (sight: object) => {
    records.due.clear()
    takeSighting(records, { version: 1n, ...sight } as Sighting, now)
    return [...records.due]
  }
  const see = (object: NonNullable<Sighting['object']>, version = 1n) =>
    take({ kind: object.kind, name: object.metadata.name, object, version })
  const lose = (kind: Sighting['kind'], name: string, version = 1n) => take({ kind, name, object: undefined, version })
  for (const object of objects) see(object)
  return { records, see, lose }
}

t.test('a change of a plan makes its orders due, unless only the status changed', async t => {
  const { records, see, lose } = keep(order, anOrder({ name: 'order-2', planRef: 'other' }))
  const plan = aPlan()
  t.strictSame(see(plan), ['order-1'])
  t.strictSame(see(aPlan({ status: { held: 1 } })), [])
  t.strictSame(records.plans.get('plan')?.object.status, { held: 1 }, 'but it is known')
  t.strictSame(see(aPlan({ active: false })), ['order-1'])
  t.strictSame(see(aPlan({ active: false, metadata: { uid: 'another' } })), ['order-1'], 'another plan of its name')
  t.strictSame([lose('Plan', 'plan'), records.plans.size], [['order-1'], 0])
})

t.test('a change of a coupon makes its orders due', async t => {
  const { records, see, lose } = keep(order, anOrder({ name: 'order-2' }))
  t.strictSame([see(aCoupon()), records.coupons.get('coupon')?.price], [['order-1'], 10])
  t.strictSame([lose('Coupon', 'coupon'), records.coupons.size], [['order-1'], 0])
})

t.test('a change of a pool makes the orders of its plans due, unless only the status changed', async t => {
  const orders = ['early', 'late', 'beside'].map(planRef => anOrder({ name: `of-${planRef}`, planRef }))
  const plans = ['early', 'late'].map(name => aPlan({ name, poolRef: 'pool' }))
  const { records, see, lose } = keep(...plans, aPlan({ name: 'beside' }), ...orders)
  t.strictSame([see(aSeatPool()), records.pools.get('pool')?.facts.capacity], [['of-early', 'of-late'], 10])
  t.strictSame(see(aSeatPool({ status: { held: 1 } })), [])
  t.strictSame(records.pools.get('pool')?.object.status, { held: 1 }, 'but it is known')
  t.strictSame(see(aSeatPool({ capacity: 11 })), ['of-early', 'of-late'])
  t.strictSame(see(aSeatPool({ capacity: 11, metadata: { uid: 'another' } })), ['of-early', 'of-late'])
  t.strictSame([lose('SeatPool', 'pool'), records.pools.size], [['of-early', 'of-late'], 0])
})

t.test('a plan leaves its pool when it is deleted, or recreated without it', async t => {
  const { records, see, lose } = keep(aPlan({ poolRef: 'pool' }))
  const plansOf = (seats: string) => [...records.plansBySeats.namesOf(seats)]
  t.strictSame([plansOf('pool--'), plansOf('plan-')], [['plan'], []])
  see(aPlan())
  t.strictSame([plansOf('pool--'), plansOf('plan-')], [[], ['plan']])
  lose('Plan', 'plan')
  t.strictSame([plansOf('pool--'), plansOf('plan-')], [[], []])
})

t.test('the dates of a plan and the end of a coupon are times to wake, while they are ahead', async t => {
  const { records, see, lose } = keep()
  const [past, hence] = ['2026-11-20T07:59:59Z', '2026-11-20T08:00:01Z']
  const times = () => [records.saleDates.next(), records.couponEnds.next()]
  see(aPlan({ salesStart: past, salesEnd: hence }))
  see(aCoupon({ validUntil: hence }))
  t.strictSame(times(), [now + 1_000, now + 1_000])
  see(aPlan({ salesEnd: past }))
  see(aCoupon({ validUntil: past }))
  t.strictSame(times(), [undefined, undefined])
  see(aPlan({ salesStart: hence }))
  see(aCoupon({ validUntil: hence }))
  lose('Plan', 'plan')
  lose('Coupon', 'coupon')
  t.strictSame(times(), [undefined, undefined])
})

t.test('a change of the status of a plan does not hide a date that has just passed', async t => {
  const { records, see } = keep()
  const salesStart = '2026-11-20T08:00:01Z'
  see(aPlan({ salesStart }))
  takeSighting(
    records,
    { kind: 'Plan', name: 'plan', object: aPlan({ salesStart, status: { held: 1 } }), version: 2n },
    now + 1_000,
  )
  t.equal(records.saleDates.next(), now + 1_000)
})

t.test('an order is known with its money, whichever comes first', async t => {
  for (const objects of [
    [order, paymentOf(order)],
    [paymentOf(order), order],
  ]) {
    const { records } = keep(...objects)
    const { order: facts, orderCreatedAt } = records.files.get('order-1') ?? {}
    t.strictSame(
      [facts?.entries.map(({ gross }) => gross), orderCreatedAt],
      [['29.90'], order.metadata.creationTimestamp],
    )
    t.strictSame([...records.due], ['order-1'])
  }
})

t.test('a payment without a visible order, and a deleted payment, are recorded', async t => {
  const { records, see, lose } = keep()
  t.strictSame(see(paymentOf(order)), [])
  see(order)
  t.strictSame(lose('Payment', 'paid-order-1'), ['order-1'])
  t.strictSame(records.files.get('order-1')?.order?.entries, [])
})

t.test('a deleted order is forgotten, but its reservation becomes a stray', async t => {
  const { records, lose } = keep(order, reservationOf(order))
  t.strictSame(lose('Order', 'order-1'), ['order-1'])
  t.match(records.files.get('order-1'), { order: undefined, orderCreatedAt: undefined, strayedAt: now })
  t.strictSame(lose('Reservation', 'order-1'), [])
  t.equal(records.files.size, 0)
})

t.test('a reservation of the watch replaces an answer to our write that is no newer', async t => {
  const { records, see, lose } = keep(order)
  const at = (version: string) => reservationOf(order, { metadata: { resourceVersion: version } })
  const version = () => latestObservation(records.fileOf('order-1'))?.base.resourceVersion
  records.fileOf('order-1').own = observe(at('7'))
  t.strictSame([see(at('5'), 5n), version()], [['order-1'], '7'])
  t.strictSame([see(at('7'), 7n), records.fileOf('order-1').own], [['order-1'], undefined])
  records.fileOf('order-1').own = observe(at('9'))
  lose('Reservation', 'order-1', 8n)
  t.equal(version(), '9', 'a write after the deletion counts')
  lose('Reservation', 'order-1', 9n)
  t.equal(version(), undefined)
})

t.test('the watch settles a write of unknown outcome', async t => {
  const flying = (base: Write['base'], state: 'unknown' | 'under way' = 'unknown') => {
    const { records, see, lose } = keep(order)
    const write: Write = { name: 'order-1', spec: aReservation().spec, order: { name: 'order-1', uid: 'u' } }
    records.fileOf('order-1').inFlight = { write: { ...write, ...(base && { base }) }, state }
    const isFlying = () => records.fileOf('order-1').inFlight !== undefined
    return { see: (version: bigint) => [see(reservationOf(order), version), isFlying()][1], lose, isFlying }
  }
  const base = { ...reservationOf(order).metadata, resourceVersion: '5' }
  const put = flying(base)
  t.strictSame([put.see(5n), put.see(6n)], [true, false], 'the object that it replaces has changed')
  const gone = flying(base)
  gone.lose('Reservation', 'order-1', 6n)
  t.equal(gone.isFlying(), false)
  t.equal(flying(undefined).see(1n), false, 'one of its name was created')
  const post = flying(undefined)
  post.lose('Reservation', 'order-1', 6n)
  t.equal(post.isFlying(), true, 'a deleted object may be created again')
  t.equal(flying(base, 'under way').see(9n), true, 'the answer settles the write')
})
