import t from 'tap'
import { type Account, accountOf, type Claims } from '../../../../hooks/rules/box-office/stock/account.ts'
import { aReservation, aStored } from '../../../fixtures/rules/box-office.ts'

const couponRef = 'discount-10'
const observed = { name: 'order-1', planRef: 'early-bird', couponRef: undefined, isSold: false, version: 7n }

t.test('what waits, is refused or released takes nothing', async t => {
  t.equal(accountOf('order-1', {}), undefined, 'nothing is stored, and nothing is being written')
  for (const decision of ['Waitlisted', 'Refused', 'Released'] as const) {
    const said = { decision, couponRef, quantity: 2, seats: [1, 2] }
    t.equal(accountOf('order-1', { observed: aStored(said) }), undefined, `${decision}, stored`)
    t.equal(accountOf('order-1', { inFlight: aReservation(said) }), undefined, `${decision}, being written`)
  }
})

t.test('a hold takes its tickets, its seats, and one redemption of its coupon', async t => {
  const table: [why: string, claims: Claims, expected: Account][] = [
    [
      'held without seats',
      { observed: aStored({ quantity: 3 }, 7) },
      {
        shares: [{ planRef: 'early-bird', seats: [], unseated: 3 }],
        coupons: [],
        observed: { ...observed, seats: [], quantity: 3 },
      },
    ],
    [
      'sold in seats',
      { observed: aStored({ decision: 'Sold', quantity: 2, seats: [4, 9], couponRef }, 7) },
      {
        shares: [{ planRef: 'early-bird', seats: [4, 9], unseated: 0 }],
        coupons: [couponRef],
        observed: { ...observed, seats: [4, 9], quantity: 2, couponRef, isSold: true },
      },
    ],
    [
      'a hold of nothing redeems nothing',
      { observed: aStored({ quantity: 0, couponRef }, 7) },
      {
        shares: [{ planRef: 'early-bird', seats: [], unseated: 0 }],
        coupons: [],
        observed: { ...observed, seats: [], quantity: 0, couponRef },
      },
    ],
  ]
  for (const [why, claims, expected] of table) t.strictSame(accountOf('order-1', claims), expected, why)
})

t.test('a write whose outcome is not known counts beside what is stored', async t => {
  const held = aStored({ quantity: 2, seats: [1, 2], couponRef }, 7)
  const before = { ...observed, seats: [1, 2], quantity: 2, couponRef }
  const table: [why: string, claims: Claims, expected: Account][] = [
    [
      'a first grant, which nothing was observed of',
      { inFlight: aReservation({ seats: [1], couponRef }) },
      { shares: [{ planRef: 'early-bird', seats: [1], unseated: 0 }], coupons: [couponRef], observed: undefined },
    ],
    [
      'a hold that grows has both: each seat once',
      { observed: held, inFlight: aReservation({ quantity: 3, seats: [1, 2, 5], couponRef }) },
      { shares: [{ planRef: 'early-bird', seats: [1, 2, 5], unseated: 0 }], coupons: [couponRef], observed: before },
    ],
    [
      'a hold that lapses keeps its seats until that is written',
      { observed: held, inFlight: aReservation({ decision: 'Released', quantity: 2, couponRef }) },
      { shares: [{ planRef: 'early-bird', seats: [1, 2], unseated: 0 }], coupons: [couponRef], observed: before },
    ],
    [
      'a hold that shrinks keeps its seats until that is written',
      { observed: held, inFlight: aReservation({ seats: [1], couponRef }) },
      { shares: [{ planRef: 'early-bird', seats: [1, 2], unseated: 0 }], coupons: [couponRef], observed: before },
    ],
    [
      'without seats the larger number counts',
      { observed: aStored({ quantity: 4 }, 7), inFlight: aReservation({ quantity: 2 }) },
      {
        shares: [{ planRef: 'early-bird', seats: [], unseated: 4 }],
        coupons: [],
        observed: { ...observed, seats: [], quantity: 4 },
      },
    ],
    [
      'an order that was placed again, of another plan and with another coupon, takes of both',
      { observed: held, inFlight: aReservation({ planRef: 'student', seats: [8], couponRef: 'discount-20' }) },
      {
        shares: [
          { planRef: 'early-bird', seats: [1, 2], unseated: 0 },
          { planRef: 'student', seats: [8], unseated: 0 },
        ],
        coupons: [couponRef, 'discount-20'],
        observed: before,
      },
    ],
    [
      'one that waits now and is being granted seats has only been observed to wait',
      { observed: aStored({ decision: 'Waitlisted' }, 7), inFlight: aReservation({ seats: [3] }) },
      { shares: [{ planRef: 'early-bird', seats: [3], unseated: 0 }], coupons: [], observed: undefined },
    ],
  ]
  for (const [why, claims, expected] of table) t.strictSame(accountOf('order-1', claims), expected, why)
})

t.test('a reservation that names no plan takes of a plan without a name', async t => {
  const { planRef: _, ...reservation } = aReservation({ seats: [1] })
  t.strictSame(accountOf('order-1', { observed: { reservation, version: 7n, isOwned: false } }), {
    shares: [{ planRef: '', seats: [1], unseated: 0 }],
    coupons: [],
    observed: { ...observed, planRef: '', seats: [1], quantity: 1 },
  })
})
