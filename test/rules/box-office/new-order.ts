import t from 'tap'
import {
  decideNewOrder,
  defaultCurrency,
  priceOrder,
  reconsiderTime,
  refuseOrder,
  requestedHold,
} from '../../../hooks/rules/box-office/new-order.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { now } from '../../fixtures/objects.ts'
import {
  aClosedDesk,
  aDesk,
  anOrder,
  aPlan,
  aReservation,
  othersHold,
  reconsiderUntil,
  type SaidOfOrder,
  term,
} from '../../fixtures/rules/box-office.ts'
import { noPool, noSeatsBehind, notYet, saleOver } from '../../fixtures/rules/reasons.ts'

const couponRef = 'discount-10'
const redeemed = { orderRef: 'another', couponRef }
const withCoupon = { price: 19.9, couponRef }
const limited = { coupon: { maxRedemptions: 1 } }
const cancelled = { decision: 'Released', reason: 'Cancelled', message: 'The order was cancelled' } as const

/** A refusal of the usual order. */
function refused(reason: string, message: string, said: Partial<ReservationFacts> = {}): ReservationFacts {
  return aReservation({ decision: 'Refused', reason, message, reconsiderUntil, ...said })
}

const answer = (order: SaidOfOrder, desk?: Parameters<typeof aDesk>[0]) => decideNewOrder(anOrder(order), aDesk(desk))

t.test('an order at the right price is held, in the currency of its plan', async t => {
  t.strictSame(answer({ quantity: 4 }), aReservation({ quantity: 4 }))
  t.strictSame(
    answer({ uid: 'uid-2', name: 'order-2', price: 3000 }, { plan: { price: 3000, currency: 'JPY' } }),
    aReservation({ orderUid: 'uid-2', orderRef: 'order-2', currency: 'JPY' }),
  )
  t.strictSame(answer(withCoupon, { coupon: {} }), aReservation({ couponRef }), 'with the coupon that it names')
  t.strictSame(
    answer({ deleting: false, ...withCoupon }, limited),
    aReservation({ couponRef, ...term }),
    'a limited one',
  )
})

t.test('a new order gets its seats at once, or waits for them', async t => {
  const plan = { capacity: 3 }
  const two = { quantity: 2 }
  t.strictSame(answer(two, { plan, observed: [othersHold(1)] }), aReservation({ ...two, seats: [2, 3], ...term }))
  t.strictSame(
    answer(two, { plan, observed: [othersHold(2)] }),
    aReservation({
      ...two,
      decision: 'Waitlisted',
      ...noSeatsBehind('no order waits', 2),
    }),
  )
})

t.test('an order of 0 tickets needs no seat, and redeems no coupon', async t => {
  const desk = { plan: { capacity: 0 }, coupon: { maxRedemptions: 1 } }
  t.strictSame(answer({ quantity: 0, ...withCoupon }, desk), aReservation({ quantity: 0, couponRef }))
})

t.test('a refusal has a reason, and the time until which it is reconsidered', async t => {
  const table: [why: string, found: ReservationFacts | undefined, expected: ReservationFacts][] = [
    [
      'the plan is not on sale',
      answer({}, { plan: { active: false } }),
      refused('PlanInactive', 'The plan "early-bird" is not on sale'),
    ],
    [
      'its coupon does not exist',
      answer({ couponRef }),
      refused('CouponNotFound', 'There is no coupon "discount-10"', { couponRef }),
    ],
    [
      'its coupon is for another plan',
      answer(withCoupon, { coupon: { planRef: 'student' } }),
      refused('CouponNotApplicable', 'The coupon "discount-10" is not for the plan "early-bird"', { couponRef }),
    ],
    [
      'its coupon is used up',
      answer(withCoupon, { ...limited, observed: [redeemed] }),
      refused('CouponExhausted', 'The coupon "discount-10" is used up', { couponRef }),
    ],
    [
      'its price is wrong',
      answer({ price: 19.9 }, { plan: { capacity: 3 } }),
      refused('PriceMismatch', 'Your price is not well suited with the plan and coupon! It should be: 29.90'),
    ],
    [
      'it is for more than all seats',
      answer({ quantity: 5 }, { plan: { capacity: 4 } }),
      refused('TooMany', 'Too many tickets: 5 ordered, capacity 4; place a smaller order', { quantity: 5 }),
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('a waiting order redeems no coupon, and an order does not count against itself', async t => {
  const held = aReservation({ couponRef, ...term })
  const wanted = { ...redeemed, decision: 'Waitlisted' } as const
  t.strictSame(answer(withCoupon, { ...limited, observed: [wanted] }), held)
  t.strictSame(answer(withCoupon, { ...limited, observed: [{ couponRef }] }), held)
})

t.test('an order whose plan is missing waits for 2 minutes, then it is refused for good', async t => {
  const at = (seconds: number) => decideNewOrder(anOrder(), { ...aClosedDesk(), now: now - 60_000 + seconds * 1000 })
  t.equal(at(0), undefined)
  t.equal(at(119.999), undefined, 'it may still come')
  t.strictSame(at(120), refused('PlanNotFound', 'There is no plan "early-bird"'))
  const late = decideNewOrder(anOrder(withCoupon), { ...aClosedDesk(), now: now + 3_600_000 })
  t.strictSame(late, refused('PlanNotFound', 'There is no plan "early-bird"', { couponRef }), 'in the usual currency')
})

t.test('a cancelled order is released without a price check', async t => {
  t.strictSame(answer({ cancelled: true, price: 1 }), aReservation(cancelled), 'even at a wrong price')
  const yen = answer({ cancelled: true, quantity: 3 }, { plan: { currency: 'JPY' } })
  t.strictSame(yen, aReservation({ ...cancelled, quantity: 3, currency: 'JPY' }))
  t.strictSame(
    decideNewOrder(anOrder({ cancelled: true }), aClosedDesk()),
    aReservation(cancelled),
    'without a plan, too',
  )
  t.equal(defaultCurrency, 'EUR')
})

t.test('a refusal is reconsidered until 2 minutes after the order was placed, or until the stored time', async t => {
  const order = anOrder({ placedAt: 1_000 })
  t.equal(reconsiderTime(order), 121_000)
  t.equal(reconsiderTime(order, aReservation()), 121_000, 'nothing was stored until 0.2.0')
  t.equal(reconsiderTime(order, aReservation({ reconsiderUntil })), Date.parse(reconsiderUntil))
})

t.test('the requested hold has neither seats nor an end', async t => {
  t.strictSame(
    requestedHold(anOrder({ quantity: 3 }), aPlan({ currency: 'JPY' })),
    aReservation({ quantity: 3, currency: 'JPY' }),
  )
  t.strictSame(
    requestedHold(anOrder({ couponRef, planRef: 'student' }), aPlan({ poolRef: 'hall' })),
    aReservation({ couponRef, planRef: 'student', poolRef: 'hall' }),
    'with the pool of its plan',
  )
  t.strictSame(requestedHold(anOrder(), undefined), aReservation(), 'without a plan, in the usual currency')
})

t.test('an order is priced or refused by its present plan and coupon', async t => {
  const desk = { ...aDesk({ plan: { price: 99 } }), askedAt: now }
  const wrong = refused('PriceMismatch', 'Your price is not well suited with the plan and coupon! It should be: 99.00')
  t.strictSame(refuseOrder(anOrder(), desk), wrong)
  t.strictSame(priceOrder(anOrder(), desk), wrong)
  t.equal(refuseOrder(anOrder({ price: 99 }), desk), undefined)
  t.strictSame(priceOrder(anOrder({ price: 99 }), desk), aReservation())
})

t.test('the message counts the orders that wait before for seats of the plan or of the pool', async t => {
  const wait = { decision: 'Waitlisted' } as const
  const others = (...names: string[]) => names.map(orderRef => ({ ...wait, orderRef }))
  const plan = { capacity: 1 }
  const full = othersHold(1, { orderRef: 'holder' })
  const waits = (order: SaidOfOrder, observed: Partial<ReservationFacts>[]) =>
    answer(order, { plan, observed: [full, ...observed] })
  t.strictSame(waits({}, []), aReservation({ ...wait, ...noSeatsBehind('no order waits') }))
  t.strictSame(waits({}, others('a')), aReservation({ ...wait, ...noSeatsBehind('1 order waits') }))
  t.strictSame(waits({}, others('a', 'b', 'c')), aReservation({ ...wait, ...noSeatsBehind('3 orders wait') }))
  const poolRef = 'hall'
  const pooled = answer(
    {},
    {
      plan: { poolRef },
      pool: { capacity: 1 },
      observed: [
        { ...full, planRef: 'student', poolRef },
        ...others('a'),
        { ...wait, orderRef: 'b', planRef: 'student', poolRef },
      ],
    },
  )
  t.strictSame(pooled, aReservation({ ...wait, poolRef, ...noSeatsBehind('1 order waits') }))
})

t.test('an order of a plan whose pool does not exist waits for it', async t => {
  const poolRef = 'hall'
  const waiting = aReservation({ decision: 'Waitlisted', poolRef, ...noPool })
  t.strictSame(answer({}, { plan: { poolRef } }), waiting)
  t.strictSame(answer({}, { plan: { poolRef, capacity: 9 } }), waiting, 'within the limit of the plan, too')
  t.strictSame(answer({ quantity: 0 }, { plan: { poolRef } }), aReservation({ quantity: 0, poolRef }))
})

t.test('an order from before or after the sale is refused for good', async t => {
  const [eight, ten] = [Date.UTC(2026, 10, 20, 8), Date.UTC(2026, 10, 20, 10)]
  const plan = { salesStart: eight, salesEnd: ten }
  const placed = (placedAt: number) => answer({ placedAt }, { plan })
  const final = { decision: 'Refused' } as const
  t.strictSame(placed(eight - 1), aReservation({ ...final, ...notYet }), 'although the sale has begun since')
  t.strictSame(placed(eight), aReservation(term))
  t.strictSame(placed(ten - 1), aReservation(term))
  t.strictSame(placed(ten), aReservation({ ...final, ...saleOver }))
  const late = decideNewOrder(anOrder({ placedAt: ten - 1 }), aDesk({ plan, now: ten + 60_000 }))
  t.strictSame(
    late,
    aReservation({ heldSince: '2026-11-20T10:01:00Z', heldUntil: '2026-11-20T10:16:00Z' }),
    'decided late',
  )
  const coupon = { validUntil: eight - 60_000 }
  t.strictSame(
    answer(withCoupon, { coupon }),
    aReservation({
      ...final,
      couponRef,
      reason: 'CouponExpired',
      message: 'The coupon "discount-10" was valid until 2026-11-20T07:59:00Z',
    }),
    'with a coupon that had expired',
  )
})

t.test('an order that exceeds its coupon alone is TooMany, with or without other orders', async t => {
  const coupon = { maxTickets: 4 }
  const five = { ...withCoupon, quantity: 5 }
  const message = 'Too many tickets: 5 ordered, the coupon "discount-10" is for 4; place a smaller order'
  const tooMany = refused('TooMany', message, { couponRef, quantity: 5 })
  t.strictSame(answer(five, { coupon }), tooMany)
  t.strictSame(answer(five, { coupon, observed: [{ ...redeemed, quantity: 3 }] }), tooMany)
  const usedUp = refused('CouponExhausted', 'The coupon "discount-10" is used up', { couponRef })
  t.strictSame(answer(withCoupon, { coupon, observed: [{ ...redeemed, quantity: 4 }] }), usedUp)
  t.strictSame(
    answer(withCoupon, { coupon, observed: [{ ...redeemed, quantity: 3 }] }),
    aReservation({ couponRef, ...term }),
  )
})
