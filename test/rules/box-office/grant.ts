import t from 'tap'
import { answered, grown, returned, waited } from '../../hooks/rules/grant.ts'
import type { Order, OrderAnswer } from '../../hooks/rules/order.ts'
import type { Reservation } from '../../hooks/rules/reservation.ts'
import { frozen } from '../fixtures/requests.ts'
import { aCounter, anOrder, aReservation, quarterPast } from '../fixtures/rules-box-office.ts'

const heldUntil = quarterPast
const couponRef = 'discount-10'
const why = { reason: 'NoSeats', message: 'The order waits for seats: there are not enough of them free' }
const waiting = { decision: 'Waitlisted', ...why } as const
const tooMany = {
  decision: 'Refused',
  reason: 'TooMany',
  message: '5 tickets are ordered, there are 4 seats in all',
} as const
const exhausted = {
  decision: 'Refused',
  reason: 'CouponExhausted',
  message: 'The coupon "discount-10" is used up',
} as const
/** Another order's hold of so many of the first seats. */
const others = (quantity: number): Partial<Reservation> => ({
  orderRef: 'another',
  quantity,
  seats: Array.from({ length: quantity }, (_, seat) => seat + 1),
})
const redeemed = { orderRef: 'another', couponRef }
const wanted = { ...redeemed, decision: 'Waitlisted' } as const
const limited = { coupon: { maxRedemptions: 1 } }
const inactive = { plan: { active: false } }

t.test('does not change its arguments', async t => {
  const order = anOrder({ quantity: 3, couponRef, price: 19.9, status: { paid: '59.70', currency: 'EUR' } })
  const { plan, coupon, ...rest } = aCounter({ plan: { capacity: 9 }, coupon: { maxRedemptions: 1 } })
  const offer = frozen({ plan, coupon })
  const reservation = aReservation({ reason: 'Expired', message: 'Too late' })
  const before = structuredClone({ order, offer, reservation })
  for (const rule of [waited, grown, returned]) rule(order, reservation, { ...offer, ...rest })
  answered(order, { ...offer, ...rest })
  t.strictSame({ order, offer, reservation }, before)
})

t.test('an order at the right price is held, in the currency of its plan', async t => {
  t.strictSame(answered(anOrder({ quantity: 4 }), aCounter()), aReservation({ quantity: 4 }))
  t.strictSame(
    answered(
      anOrder({ uid: 'uid-2', name: 'order-2', price: 3000 }),
      aCounter({ plan: { price: 3000, currency: 'JPY' } }),
    ),
    aReservation({ orderUid: 'uid-2', orderRef: 'order-2', currency: 'JPY' }),
  )
})

t.test('an order with a coupon says so', async t => {
  t.strictSame(answered(anOrder({ price: 19.9, couponRef }), aCounter({ coupon: {} })), aReservation({ couponRef }))
})

t.test('an order that is refused names why', async t => {
  const message = 'Your price is not well suited with the plan and coupon! It should be: 29.90'
  t.strictSame(
    answered(anOrder({ price: 19.9 }), aCounter({ plan: { capacity: 3 } })),
    aReservation({ decision: 'Refused', reason: 'PriceMismatch', message }),
  )
  t.strictSame(
    answered(anOrder({ quantity: 5 }), aCounter({ plan: { capacity: 4 } })),
    aReservation({ ...tooMany, quantity: 5 }),
  )
})

t.test('seats are held for a while, the lowest that are free', async t => {
  const counter = (quantity: number) => aCounter({ plan: { capacity: 4 }, observed: [others(quantity)] })
  const held = (seats: number[]) => aReservation({ quantity: seats.length, seats, heldUntil })
  t.strictSame(answered(anOrder({ quantity: 2 }), counter(1)), held([2, 3]))
  t.strictSame(answered(anOrder({ quantity: 2 }), counter(2)), held([3, 4]), 'the last ones')
  t.strictSame(answered(anOrder({ quantity: 2 }), counter(3)), aReservation({ ...waiting, quantity: 2 }), 'too few')
  const free = aCounter({ plan: { capacity: 4, price: 0 } })
  t.strictSame(answered(anOrder({ price: 0 }), free), held([1]), 'free ones too')
  const long = aCounter({ plan: { capacity: 4, holdMinutes: 60 } })
  t.match(answered(anOrder(), long), { heldUntil: '2026-11-20T09:00:00Z' }, 'as long as the plan says')
})

t.test('what is granted is gone for the next one', async t => {
  const counter = aCounter({ plan: { capacity: 3 } })
  const order = (name: string, quantity: number) => anOrder({ name, quantity })
  t.match(answered(order('first', 2), counter), { decision: 'Held', seats: [1, 2] })
  t.match(answered(order('second', 2), counter), { decision: 'Waitlisted', quantity: 2 })
  t.match(
    answered(order('third', 1), counter),
    { decision: 'Held', seats: [3] },
    'first fit: one fits after two do not',
  )
  t.match(answered(order('fourth', 1), counter), { decision: 'Waitlisted', quantity: 1 })
})

t.test('a limited coupon is held for a while, and refused to the next one', async t => {
  const order = anOrder({ price: 19.9, couponRef })
  const counter = aCounter({ coupon: { maxRedemptions: 1 } })
  t.strictSame(answered(order, counter), aReservation({ couponRef, heldUntil }))
  const next = anOrder({ name: 'order-2', uid: 'uid-2', price: 19.9, couponRef })
  const refused = aReservation({ orderRef: 'order-2', orderUid: 'uid-2', couponRef, ...exhausted })
  t.strictSame(answered(next, counter), refused)
  t.strictSame(
    answered(next, aCounter({ ...limited, observed: [wanted] })),
    refused,
    'one that waits for seats has its place',
  )
})

t.test('an order of nothing needs nothing scarce, and redeems nothing', async t => {
  const counter = aCounter({ plan: { capacity: 0 }, coupon: { maxRedemptions: 1 } })
  const order = anOrder({ quantity: 0, price: 19.9, couponRef })
  t.strictSame(answered(order, counter), aReservation({ quantity: 0, couponRef }))
  t.equal(counter.stock.isUsedUp(counter.coupon, { name: 'another', waiting: false }), false)
})

t.test('an order that waits keeps its price and coupon, whatever the plan and the coupon cost now', async t => {
  const plan = { price: 99, capacity: 4 }
  const reservation = aReservation({ ...waiting, couponRef })
  const order = anOrder({ price: 19.9, couponRef })
  const held = aReservation({ couponRef, seats: [4], heldUntil })
  const observed = [others(3)]
  t.strictSame(waited(order, reservation, aCounter({ plan, coupon: { price: 1 }, observed })), held, 'changed')
  t.strictSame(waited(order, reservation, aCounter({ plan, observed })), held, 'without the coupon')
})

t.test('an order that waits may change its mind about how many', async t => {
  const reservation = aReservation({ ...waiting, quantity: 2 })
  const after = (quantity: number, taken = 4) =>
    waited(anOrder({ quantity }), reservation, aCounter({ plan: { capacity: 4 }, observed: [others(taken)] }))
  t.strictSame(after(3), aReservation({ ...waiting, quantity: 3 }), 'more')
  t.strictSame(after(1), aReservation(waiting), 'fewer')
  t.strictSame(after(1, 3), aReservation({ seats: [4], heldUntil }), 'as few as there are')
  t.strictSame(after(0), aReservation({ quantity: 0 }), 'none: it waits for nothing')
  t.strictSame(after(5, 0), aReservation({ ...tooMany, quantity: 5 }), 'too many')
})

t.test('an order that waits is held when nothing it needs is scarce any more', async t => {
  const reservation = aReservation({ ...waiting, couponRef })
  // Its coupon was made again without a limit.
  t.strictSame(waited(anOrder({ couponRef }), reservation, aCounter({ coupon: {} })), aReservation({ couponRef }))
})

t.test('an order that waits is before those that come later, and behind those that hold its coupon', async t => {
  const order = anOrder({ couponRef, price: 19.9 })
  const reservation = aReservation({ ...waiting, couponRef })
  const after = (another: Partial<Reservation>) =>
    waited(
      order,
      reservation,
      aCounter({ plan: { capacity: 4 }, coupon: { maxRedemptions: 1 }, observed: [reservation, another] }),
    )
  t.strictSame(after({ ...redeemed, seats: [1] }), reservation)
  t.strictSame(after({ ...redeemed, decision: 'Waitlisted' }), aReservation({ couponRef, seats: [1], heldUntil }))
})

t.test('nothing that waits is granted while the plan is inactive', async t => {
  const reservation = aReservation(waiting)
  const after = (quantity: number) =>
    waited(anOrder({ quantity }), reservation, aCounter({ plan: { active: false, capacity: 4 } }))
  t.strictSame(after(2), aReservation({ ...waiting, quantity: 2 }))
  t.strictSame(after(0), aReservation({ quantity: 0 }), 'one that waits for nothing has it')
  t.strictSame(after(5), aReservation({ ...tooMany, quantity: 5 }), 'one that can never be seated is told so')
})

t.test('a hold grows if there is room for all of it', async t => {
  const more = anOrder({ quantity: 6 })
  const free = anOrder({ quantity: 6, price: 0 })
  const sold = aReservation({ decision: 'Sold', quantity: 2 })
  const held = aReservation({ quantity: 2 })
  const larger = { quantity: 6 }
  t.strictSame(grown(more, held, aCounter()), { ...held, ...larger }, 'held')
  t.strictSame(grown(free, held, aCounter()), { ...held, ...larger }, 'held, free')
  t.strictSame(grown(free, sold, aCounter()), { ...sold, ...larger }, 'sold, free')
  t.strictSame(grown(more, sold, aCounter()), sold, 'what was sold for money never grows')
  t.strictSame(grown(free, held, aCounter(inactive)), held, 'nothing grows while the plan is inactive')
})

t.test('a hold with seats grows by the lowest that are free, until the time it had', async t => {
  const earlier = { heldUntil: '2026-11-20T08:01:00Z' }
  const held = aReservation({ quantity: 2, seats: [2, 5], ...earlier })
  const sold = aReservation({ decision: 'Sold', quantity: 2, seats: [2, 5] })
  const counter = (capacity: number) => aCounter({ plan: { capacity }, observed: [held] })
  const four = counter(6)
  const grownToFour = aReservation({ quantity: 4, seats: [1, 2, 3, 5], ...earlier })
  t.strictSame(grown(anOrder({ quantity: 4 }), held, four), grownToFour)
  t.strictSame(four.stock.freeSeats(2), [4, 6], 'what it takes is gone')
  t.equal(four.stock.freeSeats(3), undefined, '… and not counted twice')
  t.strictSame(grown(anOrder({ quantity: 4 }), held, counter(3)), held, 'all or nothing')
  t.strictSame(grown(anOrder({ quantity: 9 }), held, counter(3)), held, 'not even refused for too many')
  t.strictSame(grown(anOrder({ quantity: 4, price: 0 }), sold, counter(9)), sold, 'what is sold in seats never grows')
})

t.test('a hold of a limited coupon grows: it has redeemed already', async t => {
  const held = aReservation({ couponRef, heldUntil })
  const counter = aCounter({ coupon: { maxRedemptions: 1 }, observed: [held, redeemed] })
  t.strictSame(grown(anOrder({ quantity: 3, couponRef }), held, counter), { ...held, quantity: 3 })
})

t.test('a hold stays as it is when no more are asked for', async t => {
  for (const decision of ['Held', 'Sold'] as const) {
    const hold = aReservation({ decision, quantity: 2 })
    for (const quantity of [0, 1, 2]) {
      t.strictSame(grown(anOrder({ quantity, price: 0 }), hold, aCounter()), hold, `${decision}, ${quantity} of 2`)
    }
  }
  const nothing = aReservation({ quantity: 0, couponRef })
  t.strictSame(grown(anOrder({ quantity: 0, couponRef }), nothing, aCounter({ plan: { capacity: 3 } })), nothing)
})

t.test('a hold of nothing that grows is asked for like a new one, at the price it had', async t => {
  const nothing = aReservation({ quantity: 0, couponRef })
  const order = anOrder({ quantity: 2, couponRef })
  const after = (said: Parameters<typeof aCounter>[0]) => grown(order, nothing, aCounter({ coupon: {}, ...said }))
  const two = { quantity: 2, couponRef }
  t.strictSame(after({ plan: { price: 99 } }), aReservation(two), 'held')
  t.strictSame(after({ plan: { capacity: 9 } }), aReservation({ ...two, seats: [1, 2], heldUntil }), 'in seats')
  t.strictSame(after({ plan: { capacity: 1 } }), aReservation({ ...waiting, ...two }), 'waits for seats')
  t.strictSame(after(limited), aReservation({ ...two, heldUntil }), 'redeems its coupon')
  const refused = aReservation({ ...exhausted, quantity: 0, couponRef })
  t.strictSame(after({ ...limited, observed: [redeemed] }), refused, 'its coupon is used up')
  t.strictSame(after({ ...limited, observed: [wanted] }), refused, 'one that waits for seats has its place')
  t.strictSame(
    grown(order, nothing, aCounter()),
    aReservation({
      decision: 'Refused',
      reason: 'CouponNotFound',
      message: `There is no coupon "${couponRef}"`,
      quantity: 0,
      couponRef,
    }),
    'its coupon is gone, and how often it was redeemed',
  )
  t.strictSame(after(inactive), nothing, 'not while the plan is inactive')
  const soldNothing = aReservation({ decision: 'Sold', quantity: 0 })
  t.strictSame(
    grown(anOrder({ price: 0, quantity: 2 }), soldNothing, aCounter()),
    { ...soldNothing, quantity: 2 },
    'what is sold stays sold',
  )
})

t.test('what lapsed and is paid for all the same is granted again, like a new one', async t => {
  const lapsed = aReservation({ decision: 'Released', quantity: 2, reason: 'Expired', message: 'Too late', couponRef })
  const paid = { paid: '59.80', currency: 'EUR' }
  const back = (said: Parameters<typeof aCounter>[0], order: Partial<Order> = {}, status: Partial<OrderAnswer> = {}) =>
    returned(
      anOrder({ quantity: 2, couponRef, ...order, status: { ...paid, ...status } }),
      lapsed,
      aCounter({ coupon: {}, ...said }),
    )
  const two = { quantity: 2, couponRef }
  const seats = { plan: { capacity: 3 } }
  t.strictSame(back({}), aReservation(two), 'without capacity')
  t.strictSame(back(seats), aReservation({ ...two, seats: [1, 2], heldUntil }), 'in seats')
  t.strictSame(back({ coupon: { maxRedemptions: 1 } }), aReservation({ ...two, heldUntil }), 'redeems again')
  t.strictSame(back({ plan: { price: 99 } }), aReservation(two), 'at the price it had')
  t.strictSame(
    back(seats, { quantity: 1 }),
    aReservation({ couponRef, seats: [1], heldUntil }),
    'as many as are ordered now',
  )
  const dollars = aReservation({ ...two, currency: 'USD' })
  t.strictSame(back({ plan: { currency: 'USD' } }, {}, { currency: 'USD' }), dollars, 'in the currency of the plan now')
  const stays: [why: string, found: Reservation][] = [
    ['no seats are left', back({ ...seats, observed: [others(2)] })],
    ['its coupon is used up', back({ ...limited, observed: [redeemed] })],
    ['one that waits for seats has its coupon', back({ ...limited, observed: [wanted] })],
    ['its coupon is gone', returned(anOrder({ quantity: 2, couponRef, status: paid }), lapsed, aCounter())],
    ['the plan is inactive', back(inactive)],
    ['a cent is missing', back({}, {}, { paid: '59.79' })],
    ['it is paid in another currency', back({}, {}, { currency: 'USD' })],
    ['it is free', back({}, { price: 0 })],
    ['nothing is ordered any more', back({}, { quantity: 0 })],
  ]
  for (const [why, found] of stays) t.strictSame(found, lapsed, why)
})

t.test('no order is counted against itself', async t => {
  const order = anOrder({ price: 19.9, couponRef, status: { paid: '19.90', currency: 'EUR' } })
  const own = aReservation({ couponRef })
  const counter = () => aCounter({ ...limited, observed: [own] })
  const held = aReservation({ couponRef, heldUntil })
  t.strictSame(answered(order, counter()), held, 'when it is answered')
  t.strictSame(waited(order, aReservation({ ...waiting, couponRef }), counter()), held, 'when it waits')
  t.strictSame(grown(order, aReservation({ quantity: 0, couponRef }), counter()), held, 'when it grows from nothing')
  const lapsed = aReservation({ decision: 'Released', reason: 'Expired', message: 'Too late', couponRef })
  t.strictSame(returned(order, lapsed, counter()), held, 'when it returns')
})

t.test('what was given back for good never returns', async t => {
  for (const reason of ['Cancelled', 'Refunded', undefined]) {
    const over = aReservation({ decision: 'Released', ...(reason && { reason, message: reason }) })
    t.strictSame(
      returned(anOrder({ status: { paid: '29.90', currency: 'EUR' } }), over, aCounter()),
      over,
      reason ?? 'for no known reason',
    )
  }
})
