import t from 'tap'
import { passBoundaries } from '../../../../hooks/box-office/conference/records/boundaries.ts'
import { Records } from '../../../../hooks/box-office/conference/records/records.ts'
import { takeSight } from '../../../../hooks/box-office/conference/sightings.ts'
import { playConference, reservationOf } from '../../../fixtures/box-office/played-conference.ts'
import { aCoupon, anOrder, aPlan, now } from '../../../fixtures/objects.ts'

const moment = { now, reached: { orders: 1_000n, reservations: 1_000n, coupons: 1_000n } }
const hour = 3_600_000
const [inOneHour, inTwoHours] = ['2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z']

/** Records of these objects, and the names that are due after a time. */
function keep(...objects: { kind: string; metadata: { name: string } }[]) {
  const records = new Records()
  for (const object of objects) {
    takeSight(records, { kind: object.kind, name: object.metadata.name, object, version: 7n } as never, now)
  }
  for (const file of records.files.values()) records.settleDown(file, moment)
  const pass = (at: number) => {
    records.due.clear()
    passBoundaries(records, at)
    return [...records.due]
  }
  return { records, pass }
}

const growing = anOrder({ name: 'growing', quantity: 2, couponRef: 'coupon' })
const content = anOrder({ name: 'content', couponRef: 'coupon' })
const orders = [growing, reservationOf(growing), content, reservationOf(content)]

t.test('the begin and the end of a sale make those orders due that ask for more, and no other', async t => {
  const { records, pass } = keep(aPlan({ salesStart: inOneHour, salesEnd: inTwoHours }), ...orders)
  t.strictSame([records.saleDates.next(), pass(now + hour - 1)], [now + hour, []])
  t.strictSame([pass(now + hour), records.saleDates.next()], [['growing'], now + 2 * hour])
  t.strictSame([pass(now + 2 * hour), records.saleDates.next()], [['growing'], undefined])
  t.strictSame(pass(now + 3 * hour), [])
})

t.test('two dates that passed together count once', async t => {
  const { records, pass } = keep(aPlan({ salesStart: inOneHour, salesEnd: inTwoHours }), ...orders)
  t.strictSame([pass(now + 3 * hour), records.saleDates.next()], [['growing'], undefined])
})

t.test('the end of a coupon makes those orders due that hope for more with it', async t => {
  const { records, pass } = keep(aPlan(), aCoupon({ validUntil: inOneHour }), ...orders)
  t.strictSame([records.couponEnds.next(), pass(now + hour - 1)], [now + hour, []])
  t.strictSame([pass(now + hour), records.couponEnds.next()], [['growing'], undefined])
})

t.test('a hold that asks for more before the sale gets it when the sale begins', async t => {
  const { conference, see, settle } = playConference()
  const salesStart = '2026-11-20T08:10:00Z'
  const order = anOrder({ name: 'growing' })
  see(aPlan())
  see(order)
  settle()
  see(aPlan({ salesStart }))
  see({ ...order, metadata: { ...order.metadata, generation: 2 }, spec: { ...order.spec, quantity: 2 } })
  t.strictSame([settle(), conference.dueTime()], [{ growing: 'Held NotYetOnSale' }, Date.parse(salesStart)])
  t.strictSame(settle(Date.parse(salesStart) - 1), {})
  t.strictSame(settle(Date.parse(salesStart)), { growing: 'Held' })
})

t.test('the reason why a free sale does not grow follows the end of the sale and of the coupon', async t => {
  const { conference, see, settle } = playConference()
  const [validUntil, salesEnd] = ['2026-11-20T08:10:00Z', '2026-11-20T08:20:00Z']
  const free = { price: 0, couponRef: 'coupon' }
  const order = anOrder({ name: 'growing', ...free })
  see(aPlan({ price: 0, maxPerOrder: 1, salesEnd }))
  see(aCoupon({ validUntil }))
  see(order)
  t.strictSame(settle(), { growing: 'Sold' })
  see({ ...order, metadata: { ...order.metadata, generation: 2 }, spec: { ...order.spec, quantity: 2 } })
  t.strictSame(settle(), { growing: 'Sold TooMany' })
  for (const [time, decided] of [
    [validUntil, 'Sold CouponExpired'],
    [salesEnd, 'Sold SaleOver'],
  ] as const) {
    const at = Date.parse(time)
    t.strictSame([conference.dueTime(), settle(at - 1), settle(at)], [at, {}, { growing: decided }])
  }
  t.equal(conference.dueTime(), undefined)
})

t.test('the end of a sale costs the orders nothing that have all that they ask for', async t => {
  const { conference, see, settle } = playConference()
  const salesEnd = '2026-11-20T08:10:00Z'
  see(aPlan({ capacity: 2, salesEnd }))
  for (const name of ['a', 'b', 'c']) see(anOrder({ name }))
  settle()
  t.strictSame(
    [conference.dueTime(), settle(Date.parse(salesEnd)), conference.decideFully(Date.parse(salesEnd))],
    [Date.parse(salesEnd), {}, []],
  )
  t.equal(conference.dueTime(), Date.parse('2026-11-20T08:15:30Z'), 'the holds lapse')
})
