import t from 'tap'
import { answered, grown, waited } from '../../hooks/rules/grant.ts'
import { aCoupon, anOrder, aPlan, aReservation } from '../fixtures/rules-box-office.ts'

const waiting = {
  decision: 'Waitlisted',
  reason: 'SeatsNotSold',
  message: 'seats are not sold by this version',
} as const
const tooMany = {
  decision: 'Refused',
  reason: 'TooMany',
  message: '5 tickets are ordered, there are 4 seats in all',
} as const

t.test('does not change its arguments', async t => {
  const order = anOrder({ quantity: 3, couponRef: 'discount-10' })
  const offer = { plan: aPlan({ capacity: 2 }), coupon: aCoupon() }
  const reservation = aReservation()
  const before = structuredClone({ order, offer, reservation })
  for (const rule of [waited, grown]) rule(order, reservation, offer)
  answered(order, offer)
  t.strictSame({ order, offer, reservation }, before)
})

t.test('an order at the right price is held, in the currency of its plan', async t => {
  t.strictSame(answered(anOrder({ quantity: 4 }), { plan: aPlan() }), aReservation({ quantity: 4 }))
  t.strictSame(
    answered(anOrder({ uid: 'uid-2', name: 'order-2', price: 3000 }), {
      plan: aPlan({ price: 3000, currency: 'JPY' }),
    }),
    aReservation({ orderUid: 'uid-2', orderRef: 'order-2', currency: 'JPY' }),
  )
})

t.test('an order with a coupon says so', async t => {
  t.strictSame(
    answered(anOrder({ price: 19.9, couponRef: 'discount-10' }), { plan: aPlan(), coupon: aCoupon() }),
    aReservation({ couponRef: 'discount-10' }),
  )
})

t.test('an order that is refused names why', async t => {
  const message = 'Your price is not well suited with the plan and coupon! It should be: 29.90'
  t.strictSame(
    answered(anOrder({ price: 19.9 }), { plan: aPlan() }),
    aReservation({ decision: 'Refused', reason: 'PriceMismatch', message }),
  )
})

t.test('what is scarce is waited for, and never held', async t => {
  t.strictSame(answered(anOrder(), { plan: aPlan({ capacity: 3 }) }), aReservation(waiting), 'seats')
  t.strictSame(
    answered(anOrder({ price: 0 }), { plan: aPlan({ price: 0, capacity: 3 }) }),
    aReservation(waiting),
    'free seats',
  )
  t.strictSame(
    answered(anOrder({ price: 19.9, couponRef: 'discount-10' }), {
      plan: aPlan(),
      coupon: aCoupon({ maxRedemptions: 5 }),
    }),
    aReservation({ ...waiting, couponRef: 'discount-10' }),
    'a limited coupon',
  )
})

t.test('an order of nothing needs nothing scarce', async t => {
  t.strictSame(answered(anOrder({ quantity: 0 }), { plan: aPlan({ capacity: 3 }) }), aReservation({ quantity: 0 }))
})

t.test('an order that waits keeps its price and coupon, whatever the plan and the coupon cost now', async t => {
  const plan = aPlan({ price: 99, capacity: 4 })
  const reservation = aReservation({ ...waiting, couponRef: 'discount-10' })
  const order = anOrder({ price: 19.9, couponRef: 'discount-10' })
  t.strictSame(waited(order, reservation, { plan, coupon: aCoupon({ price: 1 }) }), reservation, 'changed')
  t.strictSame(waited(order, reservation, { plan }), reservation, 'without the coupon')
})

t.test('an order that waits may change its mind about how many', async t => {
  const plan = aPlan({ capacity: 4 })
  const reservation = aReservation({ ...waiting, quantity: 2 })
  t.strictSame(
    waited(anOrder({ quantity: 3 }), reservation, { plan }),
    aReservation({ ...waiting, quantity: 3 }),
    'more',
  )
  t.strictSame(waited(anOrder({ quantity: 1 }), reservation, { plan }), aReservation(waiting), 'fewer')
  t.strictSame(
    waited(anOrder({ quantity: 0 }), reservation, { plan }),
    aReservation({ quantity: 0 }),
    'none: it waits for nothing',
  )
  t.strictSame(
    waited(anOrder({ quantity: 5 }), reservation, { plan }),
    aReservation({ ...tooMany, quantity: 5 }),
    'too many',
  )
})

t.test('an order that waits is held when nothing it needs is scarce any more', async t => {
  const reservation = aReservation({ ...waiting, couponRef: 'discount-10' })
  const offer = { plan: aPlan(), coupon: aCoupon() }
  t.strictSame(
    waited(anOrder(), reservation, offer),
    aReservation({ couponRef: 'discount-10' }),
    'made again without a limit',
  )
})

t.test('nothing that waits is granted while the plan is inactive', async t => {
  const plan = aPlan({ active: false })
  const reservation = aReservation(waiting)
  t.strictSame(waited(anOrder({ quantity: 2 }), reservation, { plan }), aReservation({ ...waiting, quantity: 2 }))
  t.strictSame(
    waited(anOrder({ quantity: 5 }), reservation, { plan: aPlan({ active: false, capacity: 4 }) }),
    aReservation({ ...tooMany, quantity: 5 }),
    'one that can never be seated is told so',
  )
})

t.test('a hold grows where nothing scarce is needed', async t => {
  const plan = aPlan()
  const more = anOrder({ quantity: 6 })
  const free = anOrder({ quantity: 6, price: 0 })
  const sold = aReservation({ decision: 'Sold', quantity: 2 })
  const held = aReservation({ quantity: 2 })
  const larger = { quantity: 6 }
  t.strictSame(grown(more, held, { plan }), { ...held, ...larger }, 'held')
  t.strictSame(grown(free, held, { plan }), { ...held, ...larger }, 'held, free')
  t.strictSame(grown(free, sold, { plan }), { ...sold, ...larger }, 'sold, free')
  t.strictSame(grown(more, sold, { plan }), sold, 'what was sold for money never grows')
  t.strictSame(grown(free, held, { plan: aPlan({ capacity: 9 }) }), held, 'no seats are sold')
  t.strictSame(grown(free, held, { plan: aPlan({ active: false }) }), held, 'nothing grows while the plan is inactive')
})

t.test('a hold stays as it is when no more are asked for', async t => {
  for (const decision of ['Held', 'Sold'] as const) {
    const hold = aReservation({ decision, quantity: 2 })
    for (const quantity of [0, 1, 2]) {
      t.strictSame(
        grown(anOrder({ quantity, price: 0 }), hold, { plan: aPlan() }),
        hold,
        `${decision}, ${quantity} of 2`,
      )
    }
  }
})

t.test('a hold of nothing that grows is asked for like a new one, at the price it had', async t => {
  const nothing = aReservation({ quantity: 0 })
  const order = anOrder({ quantity: 2 })
  t.strictSame(grown(order, nothing, { plan: aPlan({ price: 99 }) }), aReservation({ quantity: 2 }), 'held')
  t.strictSame(
    grown(order, nothing, { plan: aPlan({ capacity: 9 }) }),
    aReservation({ ...waiting, quantity: 2 }),
    'waits for seats',
  )
  t.strictSame(grown(order, nothing, { plan: aPlan({ active: false }) }), nothing, 'not while the plan is inactive')
})
