import t from 'tap'
import {
  growthObstacle,
  noMoreSeatsReason,
  saleObstacle,
} from '../../../../hooks/rules/box-office/hold/growth-obstacle.ts'
import type { Reason, ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { now } from '../../../fixtures/objects.ts'
import {
  aClosedDesk,
  aDesk,
  anOrder,
  aReservation,
  type SaidOfDesk,
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
  notYet,
  redeemed,
  saleOver,
  why,
} from '../../../fixtures/rules/reasons.ts'

type Table = [why: string, found: Reason | undefined, expected: Reason | undefined][]

const [eight, ten] = [Date.UTC(2026, 10, 20, 8), Date.UTC(2026, 10, 20, 10)]
const seats = { capacity: 9 }
const risen = (price: string) => why('PriceMismatch', `A ticket now costs ${price} EUR`)
const tooMany = (limit: string) => why('TooMany', `Too many tickets: 3 ordered, ${limit}; place a smaller order`)

/** The obstacle of a hold of two seats whose order asks for a third. */
const obstacle = (desk: SaidOfDesk, said: Partial<ReservationFacts> = {}, order: SaidOfOrder = {}) =>
  growthObstacle(
    anOrder({ quantity: 3, ...order }),
    aReservation({ quantity: 2, seats: [1, 2], ...term, ...said }),
    aDesk({ plan: seats, ...desk }),
  )

t.test('a hold may grow while its plan is on sale and every limit allows it', async t => {
  t.equal(obstacle({}), undefined)
  const limits = { plan: { ...seats, maxPerOrder: 3, salesStart: eight, salesEnd: ten } }
  t.equal(obstacle(limits), undefined, 'up to the limit of an order')
  const coupon = { maxPerOrder: 3, maxTickets: 3, maxRedemptions: 1, validUntil: ten }
  const own = { orderRef: 'order-1', couponRef, quantity: 2 }
  t.equal(obstacle({ coupon, observed: [own] }, { couponRef }, { couponRef }), undefined, 'and of its coupon')
  const pooled = { plan: { poolRef: 'hall' }, pool: {} }
  t.equal(obstacle(pooled, { poolRef: 'hall' }), undefined, 'in its pool')
  const unseated = growthObstacle(anOrder({ quantity: 3 }), aReservation({ quantity: 2 }), aDesk())
  t.equal(unseated, undefined, 'without seats')
})

t.test('a hold that does not grow gets the reason', async t => {
  const changed = why('PlanChanged', 'Holding 2 of 3 tickets: place another order for the others')
  const poolRef = 'hall'
  const unseated = growthObstacle(anOrder({ quantity: 3 }), aReservation({ quantity: 2 }), aDesk({ plan: seats }))
  const table: Table = [
    ['its plan does not exist', growthObstacle(anOrder(), aReservation(), aClosedDesk()), noPlan],
    ['its plan is closed', obstacle(closed), inactive],
    ['its plan is hidden', obstacle({ plan: { ...seats, hidden: true } }), inactive],
    ['its plan costs more by now', obstacle({ plan: { ...seats, price: 29.91 } }), risen('29.91')],
    ['its plan costs less by now', obstacle({ plan: { ...seats, price: 29.89 } }), undefined],
    ['its plan sells in another currency by now', obstacle({ plan: { ...seats, currency: 'USD' } }), changed],
    ['it is for more than all seats', obstacle({ plan: { capacity: 2 } }), tooMany('capacity 2')],
    [
      'it is for more than one order may have',
      obstacle({ plan: { ...seats, maxPerOrder: 2 } }),
      tooMany('at most 2 in one order'),
    ],
    ['its coupon was deleted', obstacle({}, { couponRef }, { couponRef }), noCoupon],
    ['its coupon is used up', obstacle({ ...limited, observed: [redeemed] }, { couponRef }, { couponRef }), exhausted],
    [
      'others leave too few tickets of its coupon',
      obstacle({ coupon: { maxTickets: 4 }, observed: [{ ...redeemed, quantity: 2 }] }, { couponRef }, { couponRef }),
      exhausted,
    ],
    [
      'its coupon is for fewer tickets',
      obstacle({ coupon: { maxTickets: 2 } }, { couponRef }, { couponRef }),
      tooMany('the coupon "discount-10" is for 2'),
    ],
    [
      'its pool was deleted',
      obstacle({ plan: { poolRef } }, { poolRef }),
      why('PoolNotFound', 'Holding 2 of 3 tickets: there is no SeatPool "hall"'),
    ],
    [
      'its money was announced',
      obstacle({}, { pending: true }),
      why('PaymentAnnounced', 'Holding 2 of 3 tickets: place another order for the others'),
    ],
    ['the announcement has failed', obstacle({}, { pending: false }), undefined],
    ['its plan has no seats any more', obstacle({ plan: { capacity: undefined } }), changed],
    ['its plan has seats by now', unseated, changed],
    ['its plan has a pool by now', obstacle({ plan: { poolRef }, pool: {} }), changed],
    ['its plan has no pool any more', obstacle({}, { poolRef }), changed],
    ['its plan has another pool', obstacle({ plan: { poolRef }, pool: {} }, { poolRef: 'balcony' }), changed],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
})

t.test('a request for more tickets counts from its first time', async t => {
  const dates = { ...seats, salesStart: eight, salesEnd: ten }
  const asked = (at: number, waitingSince?: string) =>
    obstacle({ plan: dates, now: at }, waitingSince === undefined ? {} : { waitingSince })
  const table: Table = [
    ['before the sale', asked(eight - 1), notYet],
    ['from its start on', asked(eight), undefined],
    ['before its end', asked(ten - 1), undefined],
    ['at its end', asked(ten), saleOver],
    ['one that waited by then', asked(ten, '2026-11-20T09:59:59Z'), undefined],
    ['one that has asked since', asked(ten + 60_000, '2026-11-20T10:00:00Z'), saleOver],
    ['one that asked too early, once the sale has begun', asked(eight, '2026-11-20T07:00:00Z'), undefined],
    ['… and before that', asked(eight - 1, '2026-11-20T07:00:00Z'), notYet],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
  const coupon = { validUntil: ten }
  const redeem = (at: number, waitingSince?: string) =>
    obstacle({ coupon, now: at }, { couponRef, ...(waitingSince !== undefined && { waitingSince }) }, { couponRef })
  t.strictSame(
    [redeem(ten - 1), redeem(ten), redeem(ten, '2026-11-20T09:59:59Z'), redeem(ten, '2026-11-20T10:00:00Z')],
    [undefined, couponExpired, undefined, couponExpired],
    'and so is the coupon',
  )
})

t.test('only a free sale without seats grows, within the limits of an order', async t => {
  const sale = (desk: SaidOfDesk, said: Partial<ReservationFacts> = {}, order: SaidOfOrder = {}) =>
    saleObstacle(
      anOrder({ quantity: 3, price: 0, ...order }),
      aReservation({ decision: 'Sold', quantity: 2, ...said }),
      aDesk({ ...desk, plan: { price: 0, ...desk.plan } }),
    )
  const closedSale = why('SaleClosed', 'Sold 2 of 3 tickets: place another order for the others')
  const coupon = { couponRef }
  const table: Table = [
    ['it is free and has no seats', sale({}), undefined],
    ['it was sold for money', sale({}, {}, { price: 29.9 }), closedSale],
    ['it has seats', sale({}, { seats: [1, 2] }), closedSale],
    ['its plan has seats', sale({ plan: seats }), closedSale],
    ['its plan has a pool', sale({ plan: { poolRef: 'hall' }, pool: {} }), closedSale],
    ['its plan is closed', sale({ plan: { active: false } }), inactive],
    ['its plan is hidden', sale({ plan: { hidden: true } }), inactive],
    ['its plan costs money by now', sale({ plan: { price: 29.9 } }), risen('29.90')],
    [
      'its plan does not exist',
      saleObstacle(anOrder({ price: 0 }), aReservation({ quantity: 2 }), aClosedDesk()),
      noPlan,
    ],
    ['the sale is over', sale({ plan: { salesEnd: ten }, now: ten }), saleOver],
    ['the sale is not over', sale({ plan: { salesEnd: ten }, now: ten - 1 }), undefined],
    ['one order may have as many', sale({ plan: { maxPerOrder: 3 } }), undefined],
    ['one order may not have as many', sale({ plan: { maxPerOrder: 2 } }), tooMany('at most 2 in one order')],
    ['its coupon has a limit of redemptions', sale(limited, coupon, coupon), undefined],
    ['its coupon is used up', sale({ ...limited, observed: [redeemed] }, coupon, coupon), exhausted],
    ['its coupon was deleted', sale({}, coupon, coupon), noCoupon],
    [
      'its coupon has tickets left, which another box office may grant too',
      sale({ coupon: { maxTickets: 9 } }, coupon, coupon),
      closedSale,
    ],
  ]
  for (const [why, found, expected] of table) t.strictSame(found, expected, why)
  t.strictSame(sale({ plan: { salesStart: now + 1 } })?.reason, 'NotYetOnSale')
})

t.test('the message of a hold that waits for seats has the number that it holds', async t => {
  t.strictSame(
    noMoreSeatsReason(anOrder({ quantity: 4 }), 2),
    why('NoSeats', 'Holding 2 of 4 tickets: not enough seats are free for the others'),
  )
})
