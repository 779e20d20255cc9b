import t from 'tap'
import { accountOf, type Claims, type StockAccount } from '../../../../hooks/rules/box-office/stock/account.ts'
import { aReservation, aStored } from '../../../fixtures/rules/box-office.ts'

const couponRef = 'discount-10'
const observed = { name: 'order-1', prefix: 'early-bird-', couponRef: undefined, isSold: false, version: 7n }

t.test('a refused or released order claims nothing', async t => {
  t.equal(accountOf('order-1', {}), undefined, 'nothing is stored, and nothing is being written')
  for (const decision of ['Refused', 'Released'] as const) {
    const said = { decision, couponRef, quantity: 2, seats: [1, 2] }
    t.equal(accountOf('order-1', { observed: aStored(said) }), undefined, `${decision}, stored`)
    t.equal(accountOf('order-1', { inFlight: aReservation(said) }), undefined, `${decision}, being written`)
  }
})

t.test('a hold takes its tickets, its seats, and one redemption of its coupon', async t => {
  const table: [why: string, claims: Claims, expected: StockAccount][] = [
    [
      'held without seats',
      { observed: aStored({ quantity: 3 }, 7) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [], unseated: 3 }],
        coupons: [],
        waitsFor: undefined,
        observed: { ...observed, seats: [], quantity: 3 },
      },
    ],
    [
      'sold in seats',
      { observed: aStored({ decision: 'Sold', quantity: 2, seats: [4, 9], couponRef }, 7) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [4, 9], unseated: 0 }],
        coupons: [{ couponRef, tickets: 2 }],
        waitsFor: undefined,
        observed: { ...observed, seats: [4, 9], quantity: 2, couponRef, isSold: true },
      },
    ],
    [
      'a hold of nothing redeems nothing',
      { observed: aStored({ quantity: 0, couponRef }, 7) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [], unseated: 0 }],
        coupons: [],
        waitsFor: undefined,
        observed: { ...observed, seats: [], quantity: 0, couponRef },
      },
    ],
  ]
  for (const [why, claims, expected] of table) t.strictSame(accountOf('order-1', claims), expected, why)
})

t.test('a write whose outcome is not known counts beside what is stored', async t => {
  const held = aStored({ quantity: 2, seats: [1, 2], couponRef }, 7)
  const before = { ...observed, seats: [1, 2], quantity: 2, couponRef }
  const table: [why: string, claims: Claims, expected: StockAccount][] = [
    [
      'a first grant, which nothing was observed of',
      { inFlight: aReservation({ seats: [1], couponRef }) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [1], unseated: 0 }],
        coupons: [{ couponRef, tickets: 1 }],
        waitsFor: undefined,
        observed: undefined,
      },
    ],
    [
      'a hold that grows has both: each seat once',
      { observed: held, inFlight: aReservation({ quantity: 3, seats: [1, 2, 5], couponRef }) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [1, 2, 5], unseated: 0 }],
        coupons: [{ couponRef, tickets: 3 }],
        waitsFor: undefined,
        observed: before,
      },
    ],
    [
      'a hold that lapses keeps its seats until that is written',
      { observed: held, inFlight: aReservation({ decision: 'Released', quantity: 2, couponRef }) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [1, 2], unseated: 0 }],
        coupons: [{ couponRef, tickets: 2 }],
        waitsFor: undefined,
        observed: before,
      },
    ],
    [
      'a hold that shrinks keeps its seats until that is written',
      { observed: held, inFlight: aReservation({ seats: [1], couponRef }) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [1, 2], unseated: 0 }],
        coupons: [{ couponRef, tickets: 2 }],
        waitsFor: undefined,
        observed: before,
      },
    ],
    [
      'without seats the larger number counts',
      { observed: aStored({ quantity: 4 }, 7), inFlight: aReservation({ quantity: 2 }) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [], unseated: 4 }],
        coupons: [],
        waitsFor: undefined,
        observed: { ...observed, seats: [], quantity: 4 },
      },
    ],
    [
      'an order that was placed again, of another plan and with another coupon, takes of both',
      {
        observed: held,
        inFlight: aReservation({ planRef: 'student', seats: [8], couponRef: 'discount-20' }),
      },
      {
        shares: [
          { planRef: 'early-bird', prefix: 'early-bird-', seats: [1, 2], unseated: 0 },
          { planRef: 'student', prefix: 'student-', seats: [8], unseated: 0 },
        ],
        coupons: [
          { couponRef, tickets: 2 },
          { couponRef: 'discount-20', tickets: 1 },
        ],
        waitsFor: undefined,
        observed: before,
      },
    ],
    [
      'one that waits now and is being granted seats has only been observed to wait',
      { observed: aStored({ decision: 'Waitlisted' }, 7), inFlight: aReservation({ seats: [3] }) },
      {
        shares: [{ planRef: 'early-bird', prefix: 'early-bird-', seats: [3], unseated: 0 }],
        coupons: [],
        waitsFor: undefined,
        observed: undefined,
      },
    ],
  ]
  for (const [why, claims, expected] of table) t.strictSame(accountOf('order-1', claims), expected, why)
})

t.test('a reservation without a plan claims tickets of the plan with an empty name', async t => {
  const { planRef: _, ...reservation } = aReservation({ seats: [1] })
  t.strictSame(accountOf('order-1', { observed: { reservation, version: 7n, isOwned: false } }), {
    shares: [{ planRef: '', prefix: '-', seats: [1], unseated: 0 }],
    coupons: [],
    waitsFor: undefined,
    observed: { ...observed, prefix: '-', seats: [1], quantity: 1 },
  })
})

t.test('an order waits for seats of its plan or pool, and takes nothing', async t => {
  const waits = (waitsFor: string): StockAccount => ({ shares: [], coupons: [], waitsFor, observed: undefined })
  const wait = { decision: 'Waitlisted', couponRef, quantity: 2 } as const
  const table: [why: string, claims: Claims, expected: StockAccount | undefined][] = [
    ['stored', { observed: aStored(wait) }, waits('early-bird-')],
    ['being written', { inFlight: aReservation(wait) }, waits('early-bird-')],
    ['for seats of a pool', { observed: aStored({ ...wait, poolRef: 'hall' }) }, waits('hall--')],
    [
      'in the pool that its plan has by now',
      { observed: aStored(wait), inFlight: aReservation({ ...wait, poolRef: 'hall' }) },
      waits('hall--'),
    ],
    [
      'no more, once it is released',
      { observed: aStored(wait), inFlight: aReservation({ decision: 'Released' }) },
      undefined,
    ],
  ]
  for (const [why, claims, expected] of table) t.strictSame(accountOf('order-1', claims), expected, why)
})

t.test('a hold that asks for more waits too, a sale does not', async t => {
  const waitingSince = '2026-11-20T07:30:00Z'
  const waitsFor = (claims: Claims) => accountOf('order-1', claims)?.waitsFor
  t.equal(waitsFor({ observed: aStored({ waitingSince }) }), 'early-bird-')
  t.equal(
    waitsFor({ observed: aStored({ waitingSince }), inFlight: aReservation({ quantity: 2 }) }),
    undefined,
    'it gets them',
  )
  t.equal(waitsFor({ observed: aStored(), inFlight: aReservation({ waitingSince }) }), 'early-bird-', 'it begins to')
  t.equal(waitsFor({ observed: aStored({ decision: 'Sold', waitingSince }) }), undefined)
})

t.test('seats of a pool are other seats than those of a plan', async t => {
  const pooled = { poolRef: 'hall', seats: [1, 2], quantity: 2 }
  const share = { planRef: 'early-bird', prefix: 'hall--', seats: [1, 2], unseated: 0 }
  t.strictSame(accountOf('order-1', { observed: aStored(pooled, 7) }), {
    shares: [share],
    coupons: [],
    waitsFor: undefined,
    observed: { ...observed, prefix: 'hall--', seats: [1, 2], quantity: 2 },
  })
  const moved = accountOf('order-1', { observed: aStored(pooled, 7), inFlight: aReservation({ seats: [1] }) })
  const own = { planRef: 'early-bird', prefix: 'early-bird-', seats: [1], unseated: 0 }
  t.strictSame(moved?.shares, [share, own], 'a plan that was deleted and created again without its pool')
})

t.test('the larger of two quantities that redeem a coupon counts', async t => {
  const tickets = (stored: number, written: number) =>
    accountOf('order-1', {
      observed: aStored({ quantity: stored, couponRef }),
      inFlight: aReservation({ quantity: written, couponRef }),
    })?.coupons
  t.strictSame(tickets(2, 3), [{ couponRef, tickets: 3 }])
  t.strictSame(tickets(3, 2), [{ couponRef, tickets: 3 }])
  t.strictSame(tickets(3, 0), [{ couponRef, tickets: 3 }])
  t.strictSame(tickets(0, 0), [])
})
