import t from 'tap'
import type { Reservation } from '../../hooks/rules/reservation.ts'
import { stockOf } from '../../hooks/rules/stock.ts'
import { fc } from '../fixtures/properties.ts'
import { aCoupon, aPlan, aReservation } from '../fixtures/rules-box-office.ts'

const couponRef = 'discount-10'

/** The stock of a plan of so many seats, after these reservations were observed. */
function stock(capacity: number | undefined, ...observed: Partial<Reservation>[]) {
  return stockOf(aPlan({ capacity }), observed.map(aReservation))
}

t.test('does not change its arguments', async t => {
  const plan = aPlan({ capacity: 3 })
  const observed = [aReservation({ seats: [1], couponRef })]
  const taken = aReservation({ orderRef: 'order-2', seats: [2] })
  const coupon = aCoupon({ maxRedemptions: 1 })
  const before = structuredClone({ plan, observed, taken, coupon })
  const some = stockOf(plan, observed)
  some.freeSeats(2)
  some.isUsedUp(coupon, { name: 'order-2', waiting: false })
  t.equal(some.take(taken), taken, 'what takes is answered')
  t.strictSame({ plan, observed, taken, coupon }, before)
})

t.test('the lowest free seats are given, so many or none', async t => {
  const all = stock(5, { seats: [1, 3], quantity: 2 })
  t.strictSame([0, 1, 2, 3, 4].map(all.freeSeats), [[], [2], [2, 4], [2, 4, 5], undefined])
  t.strictSame([0, 1].map(stock(0).freeSeats), [[], undefined], 'no seats at all')
})

t.test('without capacity no seats are needed', async t => {
  t.strictSame(stock(undefined, { quantity: 100 }).freeSeats(100), [])
})

t.test('what is held or sold is counted, and nothing else', async t => {
  const left = (decision: Reservation['decision']) => stock(3, { decision, seats: [1, 2], quantity: 2 }).freeSeats(2)
  t.strictSame((['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const).map(left), [
    undefined,
    undefined,
    [1, 2],
    [1, 2],
    [1, 2],
  ])
})

t.test('holds count by their quantity: seats beyond a capacity that was lowered leave no room', async t => {
  const lowered = { seats: [8, 9], quantity: 2 }
  t.strictSame(stock(3, lowered).freeSeats(1), [1])
  t.equal(stock(3, lowered).freeSeats(2), undefined)
  t.equal(stock(1, lowered).freeSeats(1), undefined)
  t.equal(stock(1, lowered).freeSeats(0), undefined)
})

t.test('two holds of one seat count as two', async t => {
  t.equal(stock(3, { seats: [1] }, { orderRef: 'order-2', seats: [1] }).freeSeats(2), undefined)
})

t.test('what is taken is gone', async t => {
  const some = stock(3)
  some.take(aReservation({ seats: [1, 2], quantity: 2 }))
  t.strictSame(some.freeSeats(1), [3])
  some.take(aReservation({ orderRef: 'order-2', seats: [3] }))
  t.equal(some.freeSeats(1), undefined)
})

t.test('a coupon is used up by as many others as it has redemptions', async t => {
  const coupon = aCoupon({ maxRedemptions: 1 })
  const holding = { orderRef: 'another', couponRef }
  const waits = { ...holding, decision: 'Waitlisted' } as const
  const table: [why: string, observed: Partial<Reservation>[], newcomer: boolean, waiting: boolean][] = [
    ['nobody uses it', [], false, false],
    ['another holds', [holding], true, true],
    ['another is sold', [{ ...holding, decision: 'Sold' }], true, true],
    ['another waits: it has its place before a newcomer', [waits], true, false],
    ['the same order holds', [{ ...holding, orderRef: 'order-1' }], false, false],
    ['the same order waits', [{ ...waits, orderRef: 'order-1' }], false, false],
    ['another is refused', [{ ...holding, decision: 'Refused' }], false, false],
    ['another has given back', [{ ...holding, decision: 'Released' }], false, false],
    ['another holds nothing', [{ ...holding, quantity: 0 }], false, false],
    ['another waits for nothing', [{ ...waits, quantity: 0 }], false, false],
    ['another holds another coupon', [{ ...holding, couponRef: 'another' }], false, false],
    ['another holds without a coupon', [{ orderRef: 'another' }], false, false],
  ]
  for (const [why, observed, newcomer, waiting] of table) {
    const { isUsedUp } = stock(undefined, ...observed)
    const name = 'order-1'
    t.strictSame(
      [isUsedUp(coupon, { name, waiting: false }), isUsedUp(coupon, { name, waiting: true })],
      [newcomer, waiting],
      why,
    )
  }
})

t.test('an order redeems once, however often it is counted', async t => {
  const some = stock(undefined, { orderRef: 'another', couponRef, decision: 'Waitlisted' })
  some.take(aReservation({ orderRef: 'another', couponRef }))
  some.take(aReservation({ orderRef: 'another', couponRef }))
  const someone = { name: 'order-1', waiting: false }
  t.equal(some.isUsedUp(aCoupon({ maxRedemptions: 2 }), someone), false)
  t.equal(some.isUsedUp(aCoupon({ maxRedemptions: 1 }), someone), true)
})

t.test('a coupon without a limit is never used up, nor one that is not seen', async t => {
  const some = stock(undefined, { orderRef: 'another', couponRef })
  t.equal(some.isUsedUp(aCoupon(), { name: 'order-1', waiting: false }), false)
  t.equal(some.isUsedUp(undefined, { name: 'order-1', waiting: true }), false)
  t.equal(some.isUsedUp(aCoupon({ maxRedemptions: 0 }), { name: 'order-1', waiting: true }), true, 'one of nothing is')
})

t.test('seats are given once, and never beyond the capacity', async () => {
  fc.assert(
    fc.property(fc.nat({ max: 12 }), fc.array(fc.nat({ max: 4 })), (capacity, quantities) => {
      const some = stock(capacity)
      const given = quantities.flatMap((quantity, index) => {
        const seats = some.freeSeats(quantity)
        if (seats === undefined) return []
        some.take(aReservation({ orderRef: `order-${index}`, quantity, seats }))
        return seats
      })
      const fits = new Set(given).size === given.length && given.every(seat => seat >= 1 && seat <= capacity)
      return (
        fits &&
        quantities.every(quantity => quantity > capacity - given.length || some.freeSeats(quantity) !== undefined)
      )
    }),
  )
})
