import t from 'tap'
import { decideReturn, reconsiderRefusal, serveWaiting } from '../../../../hooks/rules/box-office/hold/reconsider.ts'
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
import { paid } from '../../../fixtures/rules/money.ts'
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

t.test('an order that waits may change its mind about how many', async t => {
  const after = (quantity: number, taken: number) =>
    serveWaiting(
      anOrder({ quantity }),
      aReservation({ ...waiting, quantity: 2, waitingSince }),
      aDesk({ plan: { capacity: 4 }, observed: [othersHold(taken)] }),
    )
  t.strictSame(after(3, 4), aReservation({ ...waiting, quantity: 3, waitingSince }), 'more')
  t.strictSame(after(1, 4), aReservation({ ...waiting, waitingSince }), 'fewer')
  t.strictSame(after(1, 3), aReservation({ seats: [4], ...term }), 'as few as are free')
  t.strictSame(after(0, 4), aReservation({ quantity: 0 }), 'none: it waits for nothing')
})

t.test('an order keeps waiting, with the reason', async t => {
  const serve = (desk: Desk, order: SaidOfOrder = {}) =>
    serveWaiting(anOrder({ couponRef, ...order }), aReservation({ ...waiting, couponRef }), aDesk(desk))
  const waits = (said: Partial<ReservationFacts>) => aReservation({ ...waiting, couponRef, ...said })
  const open = { plan: { capacity: 4 }, coupon: {} }
  const few = why('TooMany', 'Too many tickets: 5 ordered, capacity 4; place a smaller order')
  const elsewhere = why('CouponNotApplicable', 'The coupon "discount-10" is not for the plan "early-bird"')
  const table: Table = [
    ['the plan is closed', serve({ ...closed, coupon: {} }), waits(inactive)],
    ['the plan has fewer seats in all', serve(open, { quantity: 5 }), waits({ quantity: 5, ...few })],
    [
      'its coupon is used up',
      serve({ ...open, ...limited, observed: [{ ...redeemed, seats: [1] }] }),
      waits(exhausted),
    ],
    ['its coupon was deleted', serve({ plan: { capacity: 4 } }), waits(noCoupon)],
    ['its coupon is for another plan by now', serve({ ...open, coupon: { planRef: 'student' } }), waits(elsewhere)],
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
  t.strictSame(without, waits(noPlan), 'the plan was deleted')
})

const lapsed = { decision: 'Released', quantity: 2, reason: 'Expired', message: 'Too late', couponRef } as const
const comeBack = (desk: Desk, order: SaidOfOrder = {}) =>
  decideReturn(
    anOrder({ quantity: 2, couponRef, ...paid('59.80'), ...order }),
    aReservation(lapsed),
    aDesk({ coupon: {}, ...desk }),
  )

t.test('a lapsed order that is paid in full is held again, like a new order', async t => {
  const two = { quantity: 2, couponRef }
  const seats = { plan: { capacity: 3 } }
  const table: Table = [
    ['without capacity', comeBack({}), aReservation(two)],
    ['in seats', comeBack(seats), aReservation({ ...two, seats: [1, 2], ...term })],
    ['redeems again', comeBack(limited), aReservation({ ...two, ...term })],
    [
      'does not count against itself',
      comeBack({ ...limited, observed: [{ couponRef }] }),
      aReservation({ ...two, ...term }),
    ],
    ['at the price it had', comeBack({ plan: { price: 99 } }), aReservation(two)],
    ['as many as are ordered now', comeBack(seats, { quantity: 1 }), aReservation({ couponRef, seats: [1], ...term })],
    ['no more than it had', comeBack({}, { quantity: 3 }), aReservation(two)],
    [
      'in the currency of the plan',
      comeBack({ plan: { currency: 'USD' } }, paid('59.80', 'USD')),
      aReservation({ ...two, currency: 'USD' }),
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('… or refused for good, if seats or redemptions are missing', async t => {
  const message =
    'The payment arrived after the hold had lapsed, and too few seats or redemptions are left: place another order'
  const over = aReservation({ ...lapsed, reason: 'Unseated', message })
  const found: [why: string, found: ReservationFacts | undefined][] = [
    ['no seats', comeBack({ plan: { capacity: 3 }, observed: [othersHold(2)] })],
    ['fewer seats in all than it asks for', comeBack({ plan: { capacity: 1 } })],
    ['no redemptions', comeBack({ ...limited, observed: [redeemed] })],
    ['no coupon', comeBack({ coupon: undefined })],
    ['the plan is closed', comeBack(closed)],
    ['the plan sells in another currency', comeBack({ plan: { currency: 'USD' } })],
    [
      'the plan does not exist',
      decideReturn(anOrder({ quantity: 2, ...paid('59.80') }), aReservation(lapsed), aClosedDesk()),
    ],
  ]
  for (const [why, reservation] of found) t.strictSame(reservation, over, why)
})

t.test('a lapsed order stays lapsed until it is paid in full, and no other order returns', async t => {
  const paidFor = anOrder(paid('29.90'))
  const stays: [why: string, found: ReservationFacts | undefined][] = [
    ['a cent is missing', comeBack({}, paid('59.79'))],
    ['it is paid in another currency', comeBack({}, paid('59.80', 'USD'))],
    ['it is free', comeBack({}, { price: 0 })],
    ['nothing is ordered any more', comeBack({}, { quantity: 0 })],
    ['the order is being deleted', comeBack({}, { deleting: true })],
    ['the plan does not exist, nor enough money', decideReturn(anOrder(), aReservation(lapsed), aClosedDesk())],
    ['for no known reason', decideReturn(paidFor, aReservation({ decision: 'Released' }), aDesk())],
  ]
  for (const reason of ['Cancelled', 'Refunded', 'Unseated', 'OrderGone']) {
    stays.push([reason, decideReturn(paidFor, aReservation({ decision: 'Released', reason }), aDesk())])
  }
  for (const [why, found] of stays) t.equal(found, undefined, why)
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

t.test('an order that comes off the waitlist gets the time of an offer', async t => {
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
    aReservation({ ...waiting, couponRef, ...couponExpired }),
    'the coupon had ended before the order was placed',
  )
})

t.test('a waiting order keeps its message as long as it waits for seats', async t => {
  const told = { ...waiting, ...noSeatsBehind('3 orders wait') }
  const serve = (plan: object, pool?: object) =>
    serveWaiting(anOrder(), aReservation(told), aDesk({ plan, ...(pool && { pool }), observed: [othersHold(1)] }))
  t.strictSame(serve({ capacity: 1 }), aReservation(told), 'although two of them have left')
  t.strictSame(serve({ ...closed.plan }), aReservation({ ...waiting, ...inactive }), 'not while its plan is closed')
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
  t.strictSame(serve({ poolRef, active: false }), aReservation({ ...waiting, poolRef, ...inactive }))
  t.strictSame(
    serve({ capacity: 0 }, { poolRef }),
    aReservation({ ...waiting, ...why('TooMany', 'Too many tickets: 1 ordered, capacity 0; place a smaller order') }),
  )
  const without = serveWaiting(anOrder(), aReservation({ ...waiting, poolRef }), aClosedDesk())
  t.strictSame(without, aReservation({ ...waiting, poolRef, ...noPlan }), 'its plan was deleted')
})

t.test('a lapsed order that is paid gets seats of its pool, if that exists', async t => {
  const plan = { poolRef: 'hall' }
  const two = { quantity: 2, couponRef, poolRef: 'hall' }
  t.strictSame(comeBack({ plan, pool: {} }), aReservation({ ...two, seats: [1, 2], ...term }))
  t.match(comeBack({ plan }), { decision: 'Released', reason: 'Unseated' })
  const usedUp = { plan, pool: {}, coupon: { maxTickets: 3 }, observed: [{ ...redeemed, quantity: 2 }] }
  t.match(comeBack(usedUp), { decision: 'Released', reason: 'Unseated' }, 'too few tickets of its coupon are left')
})

t.test(
  'a lapsed order that is paid is held again after the end of the sale, because it was placed before that',
  async t => {
    const ten = Date.UTC(2026, 10, 20, 10)
    const found = comeBack({ plan: { salesEnd: ten }, coupon: { validUntil: ten }, now: ten })
    const held = { heldSince: '2026-11-20T10:00:00Z', heldUntil: '2026-11-20T10:15:00Z' }
    t.strictSame(found, aReservation({ quantity: 2, couponRef, ...held }))
  },
)
