import t from 'tap'
import { growHold } from '../../../../hooks/rules/box-office/hold/grow-hold.ts'
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
  couponRef,
  exhausted,
  inactive,
  limited,
  noCoupon,
  noPlan,
  noSeats,
  noSeatsBehind,
  redeemed,
  saleOver,
  waiting,
  why,
} from '../../../fixtures/rules/reasons.ts'

type Desk = Parameters<typeof aDesk>[0]
type Table = [why: string, found: ReservationFacts | undefined, expected: ReservationFacts | undefined][]

const waitingSince = '2026-11-20T07:30:00Z'
const since = { waitingSince: term.heldSince }

const grow = (order: SaidOfOrder, reservation: Partial<ReservationFacts>, desk?: Desk) =>
  growHold(anOrder(order), aReservation(reservation), aDesk(desk))

t.test('a hold that asks for no more tickets loses an earlier request', async t => {
  for (const quantity of [0, 1, 2]) {
    t.equal(grow({ quantity }, { quantity: 2, ...term }), undefined, `held, ${quantity} of 2`)
    t.equal(grow({ quantity, price: 0 }, { decision: 'Sold', quantity: 2 }), undefined, `sold, ${quantity} of 2`)
  }
  const hold = { quantity: 2, seats: [1, 2], ...term }
  t.strictSame(grow({ quantity: 2 }, { ...hold, waitingSince, ...noSeats }), aReservation(hold))
  t.strictSame(grow({ quantity: 2 }, { ...hold, ...noSeats }), aReservation(hold), 'whatever it said')
  t.equal(grow({ quantity: 3, deleting: true }, hold), undefined, 'one that is being deleted grows no more')
})

t.test('a hold grows by the lowest free seats, all or nothing, and keeps its end', async t => {
  const hold = { quantity: 2, seats: [2, 5], heldSince: '2026-11-20T07:46:00Z', heldUntil: '2026-11-20T08:01:00Z' }
  const four = aReservation({ ...hold, quantity: 4, seats: [1, 2, 3, 5] })
  const after = (capacity: number, said: Partial<ReservationFacts> = {}, quantity = 4) =>
    grow({ quantity }, { ...hold, ...said }, { plan: { capacity }, observed: [hold] })
  const stays = (message: string, said: Partial<ReservationFacts> = {}) =>
    aReservation({ ...hold, ...since, reason: 'NoSeats', message, ...said })
  const short = 'Holding 2 of 4 tickets: not enough seats are free for the others'
  t.strictSame(after(6), four)
  t.strictSame(after(6, { waitingSince, ...noSeats }), four, 'one that waited waits no more')
  t.strictSame(after(4), four, 'the last seats')
  t.strictSame(after(3, {}, 3), aReservation({ ...hold, quantity: 3, seats: [1, 2, 5] }), 'one more')
  t.strictSame(
    after(4, { quantity: 3, seats: [2, 5, 6] }, 6),
    aReservation({
      ...hold,
      quantity: 3,
      seats: [2, 5, 6],
      ...since,
      reason: 'TooMany',
      message: 'Too many tickets: 6 ordered, capacity 4; place a smaller order',
    }),
    'never beyond all seats',
  )
  const full = { plan: { capacity: 5 }, observed: [hold, othersHold(2, { seats: [1, 3] })] }
  t.strictSame(grow({ quantity: 4 }, hold, full), stays(short), 'it waits from now on')
  const again = grow({ quantity: 4 }, { ...hold, waitingSince }, full)
  t.strictSame(again, stays(short, { waitingSince }), 'or since it did')
})

const gift = { plan: { price: 0 } }
const risen = why('PriceMismatch', 'A ticket now costs 29.90 EUR')

t.test('a hold without seats grows too, and a limited coupon is redeemed once', async t => {
  t.strictSame(grow({ quantity: 6 }, { quantity: 2 }), aReservation({ quantity: 6 }))
  t.strictSame(grow({ quantity: 6, price: 0 }, { quantity: 2 }, gift), aReservation({ quantity: 6 }), 'a free one')
  const held = { couponRef, ...term }
  const grown = grow({ quantity: 3, couponRef }, held, { ...limited, observed: [held] })
  t.strictSame(grown, aReservation({ ...held, quantity: 3 }))
  const both = grow({ quantity: 3, couponRef }, held, { ...limited, observed: [held, redeemed] })
  t.strictSame(both, aReservation({ ...held, ...since, ...exhausted }), 'others have used it up')
})

t.test('a hold does not grow after its plan has changed, and gets the reason', async t => {
  const seated = { quantity: 2, seats: [1, 2], ...term }
  const changed = why('PlanChanged', 'Holding 2 of 3 tickets: place another order for the others')
  const table: [why: string, found: ReservationFacts | undefined, hold: Partial<ReservationFacts>, expected: object][] =
    [
      ['it is closed', grow({ quantity: 3 }, seated, closed), seated, inactive],
      ['it does not exist', growHold(anOrder({ quantity: 3 }), aReservation(seated), aClosedDesk()), seated, noPlan],
      ['it has no seats any more', grow({ quantity: 3 }, seated), seated, changed],
      [
        'it has seats by now',
        grow({ quantity: 3 }, { quantity: 2 }, { plan: { capacity: 9 } }),
        { quantity: 2 },
        changed,
      ],
    ]
  for (const [why, found, hold, expected] of table) {
    t.strictSame(found, aReservation({ ...hold, ...since, ...expected }), why)
  }
})

t.test('only a free sale without seats grows', async t => {
  const sold = { decision: 'Sold', quantity: 2 } as const
  const more = { quantity: 6, price: 0 }
  t.strictSame(grow(more, sold, gift), aReservation({ ...sold, quantity: 6 }))
  const inSeats = { ...sold, seats: [1, 2] }
  const closedSale = why('SaleClosed', 'Sold 2 of 6 tickets: place another order for the others')
  const none: [why: string, found: ReservationFacts | undefined, expected: ReservationFacts | undefined][] = [
    ['it was sold for money', grow({ quantity: 6, ...paid('179.40') }, sold), aReservation({ ...sold, ...closedSale })],
    [
      'its plan does not exist any more',
      growHold(anOrder({ ...more, price: 29.9 }), aReservation(sold), aClosedDesk()),
      aReservation({ ...sold, ...closedSale }),
    ],
    ['it has seats', grow(more, inSeats), aReservation({ ...inSeats, ...closedSale })],
    [
      'its plan has seats',
      grow(more, sold, { plan: { price: 0, capacity: 99 } }),
      aReservation({ ...sold, ...closedSale }),
    ],
    ['its plan is closed', grow(more, sold, closed), aReservation({ ...sold, ...inactive })],
    [
      'its plan does not exist',
      growHold(anOrder(more), aReservation(sold), aClosedDesk()),
      aReservation({ ...sold, ...noPlan }),
    ],
    ['its plan costs money by now', grow(more, sold), aReservation({ ...sold, ...risen })],
    ['it is being deleted', grow({ ...more, deleting: true }, sold), undefined],
  ]
  for (const [why, found, expected] of none) t.strictSame(found, expected, why)
  t.strictSame(
    grow(more, { ...sold, ...inactive }, gift),
    aReservation({ ...sold, quantity: 6 }),
    'its plan is open again',
  )
  t.strictSame(grow({ quantity: 2 }, { ...sold, ...closedSale }), aReservation(sold), 'it asks for no more')
})

t.test('a hold grows by free seats of its pool', async t => {
  const poolRef = 'hall'
  const hold = { poolRef, seats: [2], ...term }
  const other = othersHold(1, { planRef: 'student', poolRef })
  const after = (quantity: number, plan: object = {}) =>
    grow({ quantity }, hold, { plan: { poolRef, ...plan }, pool: {}, observed: [hold, other] })
  t.strictSame(after(3), aReservation({ ...hold, quantity: 3, seats: [2, 3, 4] }))
  const short = (quantity: number) =>
    why('NoSeats', `Holding 1 of ${quantity} tickets: not enough seats are free for the others`)
  t.strictSame(after(4), aReservation({ ...hold, ...since, ...short(4) }))
  const own = { orderRef: 'third', planRef: 'early-bird', poolRef, seats: [4] }
  const limit = grow({ quantity: 2 }, hold, { plan: { poolRef, capacity: 2 }, pool: {}, observed: [hold, own] })
  t.strictSame(limit, aReservation({ ...hold, ...since, ...short(2) }), 'within the limit of its plan')
})

t.test('an empty hold that asks again is judged by the present dates', async t => {
  const ten = Date.UTC(2026, 10, 20, 10)
  const ask = (now: number) => grow({ placedAt: 0 }, { quantity: 0 }, { plan: { salesEnd: ten, capacity: 9 }, now })
  t.match(ask(ten - 1), { decision: 'Held', quantity: 1, seats: [1] })
  t.strictSame(ask(ten), aReservation({ decision: 'Refused', ...saleOver }), 'though it was placed before')
})

t.test('an empty hold that waits again counts the orders before it', async t => {
  const wait = { orderRef: 'second', decision: 'Waitlisted' } as const
  const found = grow({}, { quantity: 0 }, { plan: { capacity: 1 }, observed: [othersHold(1), wait] })
  t.strictSame(found, aReservation({ ...waiting, ...since, ...noSeatsBehind('1 order waits') }))
})

t.test('an empty hold that asks again joins the end of the waitlist', async t => {
  const ask = (desk: Desk, said: Partial<ReservationFacts> = {}, order: SaidOfOrder = {}) =>
    grow(
      { quantity: 2, price: 19.9, couponRef, ...order },
      { quantity: 0, couponRef, ...said },
      { coupon: {}, ...desk },
    )
  const two = { quantity: 2, couponRef }
  const began = { heldSince: '2026-11-20T07:50:00Z' }
  const refused = { ...two, decision: 'Refused', reconsiderUntil } as const
  const wrong = why('PriceMismatch', 'Your price is not well suited with the plan and coupon! It should be: 89.00')
  const table: Table = [
    ['held', ask({}), aReservation(two)],
    ['in seats', ask({ plan: { capacity: 9 } }), aReservation({ ...two, seats: [1, 2], ...term })],
    [
      'until the end it had',
      ask({ plan: { capacity: 9 } }, began),
      aReservation({ ...two, seats: [1, 2], ...began, heldUntil: '2026-11-20T08:05:00Z' }),
    ],
    [
      'it waits from now on',
      ask({ plan: { capacity: 9 }, observed: [othersHold(8)] }, began),
      aReservation({ ...waiting, ...two, ...since, ...noSeatsBehind('no order waits', 2) }),
    ],
    ['it redeems its coupon', ask(limited), aReservation({ ...two, ...term })],
    ['its coupon is used up', ask({ ...limited, observed: [redeemed] }), aReservation({ ...refused, ...exhausted })],
    ['its coupon is gone', ask({ coupon: undefined }), aReservation({ ...refused, ...noCoupon })],
    ['its price is wrong by now', ask({ plan: { price: 99 } }, began), aReservation({ ...refused, ...wrong })],
    ['the plan is closed', ask(closed), aReservation({ ...refused, ...inactive })],
    ['it is being deleted', ask({}, {}, { deleting: true }), undefined],
    ['the plan does not exist', growHold(anOrder(), aReservation({ quantity: 0 }), aClosedDesk()), undefined],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})
