import t from 'tap'
import { reconsiderRefusal, serveWaiting } from '../../../../hooks/rules/box-office/hold/reconsider.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import {
  aClosedDesk,
  aDesk,
  anOrder,
  aReservation,
  othersHold,
  reconsiderUntil,
  type SaidOfOrder,
  term,
} from '../../../fixtures/rules/box-office.ts'
import {
  closed,
  couponExpired,
  couponRef,
  exhausted,
  inactive,
  limited,
  noCoupon,
  noPlan,
  noPool,
  noSeatsBehind,
  notYet,
  redeemed,
  saleOver,
  waiting,
  waitsFor,
  why,
} from '../../../fixtures/rules/reasons.ts'

type Desk = Parameters<typeof aDesk>[0]
type Table = [why: string, found: ReservationFacts | undefined, expected: ReservationFacts | undefined][]

const waitingSince = '2026-11-20T07:30:00Z'

t.test('a refusal is reconsidered for 2 minutes, and final after that', async t => {
  const wrong = why('PriceMismatch', 'Your price is not well suited with the plan and coupon! It should be: 99.00')
  const refused = aReservation({ decision: 'Refused', ...wrong, reconsiderUntil })
  const at = (order: SaidOfOrder, desk: Desk = {}) => reconsiderRefusal(anOrder(order), refused, aDesk(desk))
  const end = Date.parse(reconsiderUntil)
  const older = aReservation({ decision: 'Refused', ...wrong })
  const table: Table = [
    ['the plan has the stated price now', at({}), aReservation()],
    ['… and has seats', at({}, { plan: { capacity: 3 } }), aReservation({ seats: [1], ...term })],
    ['nothing has changed', at({}, { plan: { price: 99 } }), refused],
    ['another rule refuses it now', at({}, { plan: { active: false } }), aReservation({ ...refused, ...inactive })],
    ['a moment is left', at({}, { now: end - 1 }), aReservation()],
    ['it is over', at({}, { now: end }), undefined],
    ['… by what 0.2.0 did not store', reconsiderRefusal(anOrder(), older, aDesk({ now: end })), undefined],
    ['the order is being deleted', at({ deleting: true }), undefined],
    ['the plan does not exist', reconsiderRefusal(anOrder(), refused, aClosedDesk()), undefined],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('a waiting order keeps its place, its price and its coupon', async t => {
  const reservation = aReservation({ ...waiting, couponRef, waitingSince })
  const serve = (desk: Desk) => serveWaiting(anOrder({ price: 19.9, couponRef }), reservation, aDesk(desk))
  const seated = aReservation({ couponRef, seats: [4], ...term })
  const plan = { price: 99, capacity: 4 }
  t.strictSame(serve({ plan, coupon: { price: 1 }, observed: [othersHold(3)] }), seated, 'both cost more by now')
  t.strictSame(serve({ plan, coupon: {}, observed: [othersHold(4)] }), reservation, 'it waits on, since it did')
  t.strictSame(serve({ coupon: {} }), aReservation({ couponRef }), 'nothing is scarce any more')
})

t.test('an order that waits may ask for another number of tickets', async t => {
  const after = (quantity: number, taken: number) =>
    serveWaiting(
      anOrder({ quantity }),
      aReservation({ ...waiting, quantity: 2, waitingSince }),
      aDesk({ plan: { capacity: 4 }, observed: [othersHold(taken)] }),
    )
  const two = aReservation({ ...waiting, quantity: 2, waitingSince })
  t.strictSame(after(3, 4), two, 'more: it waits for what it joined with')
  t.strictSame(after(3, 2), aReservation({ quantity: 2, seats: [3, 4], ...term }), '… and gets that first')
  t.strictSame(after(3, 1), aReservation({ quantity: 2, seats: [2, 3], ...term }), '… even if all are free')
  t.strictSame(after(1, 4), aReservation({ ...waiting, waitingSince }), 'fewer')
  t.strictSame(after(1, 3), aReservation({ seats: [4], ...term }), 'as few as are free')
  t.strictSame(after(0, 4), aReservation({ quantity: 0 }), 'none: it waits for nothing')
})

t.test('an order keeps waiting, with the reason', async t => {
  const serve = (desk: Desk, order: SaidOfOrder = {}, quantity = 1) =>
    serveWaiting(anOrder({ couponRef, ...order }), aReservation({ ...waiting, couponRef, quantity }), aDesk(desk))
  const waits = (said: Partial<ReservationFacts>) => aReservation({ ...waiting, couponRef, ...said })
  const open = { plan: { capacity: 4 }, coupon: {} }
  const few = why('TooMany', 'Too many tickets: 5 ordered, capacity 4; place a smaller order')
  const elsewhere = why('CouponNotApplicable', 'The coupon "discount-10" is not for the plan "early-bird"')
  const table: Table = [
    ['the plan is closed', serve({ ...closed, coupon: {} }), waits(waitsFor(inactive))],
    ['the plan has fewer seats in all', serve(open, { quantity: 5 }, 5), waits({ quantity: 5, ...waitsFor(few) })],
    [
      'its coupon is used up',
      serve({ ...open, ...limited, observed: [{ ...redeemed, seats: [1] }] }),
      waits(waitsFor(exhausted)),
    ],
    ['its coupon was deleted', serve({ plan: { capacity: 4 } }), waits(waitsFor(noCoupon))],
    [
      'its coupon is for another plan by now',
      serve({ ...open, coupon: { planRef: 'student' } }),
      waits(waitsFor(elsewhere)),
    ],
    [
      'another one that waits redeems nothing',
      serve({ ...open, ...limited, observed: [{ ...redeemed, decision: 'Waitlisted' }] }),
      aReservation({ couponRef, seats: [1], ...term }),
    ],
    ['it is being deleted', serve(open, { deleting: true }), waits({})],
    [
      'it asks for nothing, though the plan is closed',
      serve(closed, { quantity: 0 }),
      aReservation({ quantity: 0, couponRef }),
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
  const without = serveWaiting(anOrder({ couponRef }), aReservation({ ...waiting, couponRef }), aClosedDesk())
  t.strictSame(without, waits(waitsFor(noPlan)), 'the plan was deleted')
})

t.test('a refusal for a date is never reconsidered', async t => {
  for (const why of [notYet, saleOver, couponExpired]) {
    const refused = aReservation({ decision: 'Refused', ...why })
    t.equal(reconsiderRefusal(anOrder(), refused, aDesk()), undefined, why.reason)
    const timed = aReservation({ decision: 'Refused', ...why, reconsiderUntil })
    t.equal(reconsiderRefusal(anOrder(), timed, aDesk()), undefined, `${why.reason}, whatever is stored`)
  }
})

t.test('a reconsidered order that must wait counts the orders before it', async t => {
  const refused = aReservation({ decision: 'Refused', ...inactive, reconsiderUntil })
  const desk = aDesk({ plan: { capacity: 1 }, observed: [othersHold(1), { orderRef: 'b', decision: 'Waitlisted' }] })
  t.strictSame(
    reconsiderRefusal(anOrder(), refused, desk),
    aReservation({ ...waiting, ...noSeatsBehind('1 order waits') }),
  )
})

t.test('an order that gets seats from the waitlist has the time of an offer to pay', async t => {
  const reservation = aReservation({ ...waiting, waitingSince })
  const serve = (offerMinutes: number, order: SaidOfOrder = {}) =>
    serveWaiting(anOrder(order), reservation, aDesk({ plan: { capacity: 4, offerMinutes, maxHoldMinutes: 180 } }))
  const until = (heldUntil: string) => aReservation({ seats: [1], ...term, heldUntil })
  t.strictSame(serve(120), until('2026-11-20T10:00:00Z'))
  t.strictSame(serve(5), until('2026-11-20T08:05:00Z'), 'a shorter one, too')
  const asked = { holdUntil: Date.UTC(2026, 10, 20, 10, 30) }
  t.strictSame(serve(120, asked), until('2026-11-20T10:30:00Z'), 'or what its order asks for')
  t.strictSame(serve(120, { quantity: 0 }), aReservation({ quantity: 0 }))
})

t.test('a waiting order is served after the end of the sale, and with a coupon that has expired since', async t => {
  const [before, ten] = [Date.UTC(2026, 10, 20, 9, 59), Date.UTC(2026, 10, 20, 10)]
  const serve = (placedAt: number) =>
    serveWaiting(
      anOrder({ placedAt, couponRef }),
      aReservation({ ...waiting, couponRef }),
      aDesk({ plan: { capacity: 4, salesEnd: ten }, coupon: { validUntil: ten }, now: ten + 60_000 }),
    )
  const held = { heldSince: '2026-11-20T10:01:00Z', heldUntil: '2026-11-20T10:16:00Z' }
  t.strictSame(serve(before), aReservation({ couponRef, seats: [1], ...held }))
  t.strictSame(
    serve(ten),
    aReservation({ ...waiting, couponRef, ...waitsFor(couponExpired) }),
    'the coupon had ended before the order was placed',
  )
})

t.test('a waiting order keeps its message as long as it waits for seats', async t => {
  const told = { ...waiting, ...noSeatsBehind('3 orders wait') }
  const serve = (plan: object, pool?: object) =>
    serveWaiting(anOrder(), aReservation(told), aDesk({ plan, ...(pool && { pool }), observed: [othersHold(1)] }))
  t.strictSame(serve({ capacity: 1 }), aReservation(told), 'although two of them have left')
  t.strictSame(
    serve({ ...closed.plan }),
    aReservation({ ...waiting, ...waitsFor(inactive) }),
    'not while its plan is closed',
  )
})

t.test('a waiting order gets seats of the present pool of its plan', async t => {
  const poolRef = 'hall'
  const serve = (plan: object, said: Partial<ReservationFacts> = {}, desk: Desk = {}) =>
    serveWaiting(anOrder(), aReservation({ ...waiting, ...said }), aDesk({ plan, ...desk }))
  const full = { pool: { capacity: 1 }, observed: [othersHold(1, { poolRef })] }
  t.strictSame(serve({ poolRef }, {}, full), aReservation({ ...waiting, poolRef }))
  t.strictSame(serve({ poolRef }), aReservation({ ...waiting, poolRef, ...noPool }), 'which does not exist yet')
  t.strictSame(
    serve({ poolRef }, noPool, { pool: {} }),
    aReservation({ poolRef, seats: [1], ...term }),
    'and then does',
  )
  t.strictSame(serve({ poolRef, active: false }), aReservation({ ...waiting, poolRef, ...waitsFor(inactive) }))
  t.strictSame(
    serve({ capacity: 0 }, { poolRef }),
    aReservation({
      ...waiting,
      ...why('TooMany', 'Waitlisted: too many tickets: 1 ordered, capacity 0; place a smaller order'),
    }),
  )
  const without = serveWaiting(anOrder(), aReservation({ ...waiting, poolRef }), aClosedDesk())
  t.strictSame(without, aReservation({ ...waiting, poolRef, ...waitsFor(noPlan) }), 'its plan was deleted')
})
