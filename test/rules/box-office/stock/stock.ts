import t from 'tap'
import type { Claims } from '../../../../hooks/rules/box-office/stock/account.ts'
import type { CouponCounts } from '../../../../hooks/rules/box-office/stock/redemptions.ts'
import { type Effects, Stock } from '../../../../hooks/rules/box-office/stock/stock.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { fc } from '../../../fixtures/properties.ts'
import { aCoupon, aPlan, aPool, aReservation, aStock, aStored } from '../../../fixtures/rules/box-office.ts'

const couponRef = 'discount-10'
/** The use of a coupon: numbers of orders and of tickets. */
const use = (redemptions: number, tickets = redemptions) => ({ redemptions, tickets })
const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const

/** A plan with a number of seats of its own. */
const hall = (capacity: number | undefined, name = 'early-bird') => ({ plan: aPlan({ name, capacity }) })

/** The free seats of a plan of that capacity, after these reservations were observed; undefined if too few are free. */
function freeSeats(capacity: number | undefined, quantity: number, ...observed: Partial<ReservationFacts>[]) {
  return aStock(observed).freeSeats(hall(capacity), quantity)
}

t.test('an order gets the lowest free seats, all or none', async t => {
  const free = (quantity: number) => freeSeats(5, quantity, { seats: [1, 3], quantity: 2 })
  t.strictSame([0, 1, 2, 3, 4].map(free), [[], [2], [2, 4], [2, 4, 5], undefined])
  t.strictSame([freeSeats(0, 0), freeSeats(0, 1)], [[], undefined], 'no seats at all')
  t.strictSame(freeSeats(undefined, 100, { quantity: 100 }), [], 'without capacity none are needed')
})

t.test('only holds and sales count', async t => {
  const left = (decision: ReservationFacts['decision']) => freeSeats(3, 2, { decision, seats: [1, 2], quantity: 2 })
  t.strictSame(decisions.map(left), [undefined, undefined, [1, 2], [1, 2], [1, 2]])
})

t.test('holds count by their quantity: seats beyond a capacity that was lowered leave no room', async t => {
  const lowered = { seats: [8, 9], quantity: 2 }
  t.strictSame(freeSeats(3, 1, lowered), [1])
  t.equal(freeSeats(3, 2, lowered), undefined)
  t.equal(freeSeats(1, 1, lowered), undefined)
  t.equal(freeSeats(1, 0, lowered), undefined)
  t.equal(freeSeats(3, 2, { seats: [1] }, { orderRef: 'order-2', seats: [1] }), undefined, 'two of one seat are two')
  const stock = aStock([lowered])
  const free = [3, 1, undefined].map(capacity => stock.countFreeSeats(hall(capacity)))
  t.strictSame(free, [1, -1, Number.POSITIVE_INFINITY])
})

t.test('seats that are set aside are not free until they are cleared', async t => {
  const [stock, plan] = [aStock([{ seats: [1] }]), hall(4)]
  stock.setAside(plan, 1)
  stock.setAside(plan, 1)
  t.strictSame([stock.countFreeSeats(plan), stock.freeSeats(plan, 1), stock.freeSeats(plan, 2)], [1, [2], undefined])
  t.equal(stock.countFreeSeats(hall(4, 'student')), 4)
  t.equal(stock.countFreeSeats(hall(undefined)), Number.POSITIVE_INFINITY)
  t.strictSame(
    [stock.clearSetAside(), stock.clearSetAside(), stock.countFreeSeats(plan)],
    [['early-bird', 'early-bird-'], [], 3],
  )
})

t.test('a name without claims frees nothing', async t => {
  const stock = aStock([{ seats: [1] }, { orderRef: 'order-2', seats: [1] }])
  t.equal(stock.challengeOf('order-2', undefined), 'seat')
  stock.set('order-2', {})
  t.equal(stock.challengeOf('order-2', undefined), undefined)
  t.equal(stock.isTaken('early-bird-', 1, 'order-2'), true, 'nor a seat of its own')
})

t.test('plans do not share seats, unless they are of one pool', async t => {
  t.strictSame(freeSeats(1, 1, { planRef: 'student', seats: [1] }), [1])
  const stock = aStock([{ planRef: 'student', poolRef: 'hall', seats: [1] }])
  const [pool, poolRef] = [aPool({ capacity: 2 }), 'hall']
  const pooled = { plan: aPlan({ poolRef }), pool }
  t.strictSame(
    [stock.countFreeSeats(pooled), stock.freeSeats(pooled, 1), stock.freeSeats(pooled, 2)],
    [1, [2], undefined],
  )
  t.strictSame([stock.isTaken('hall--', 1, 'order-2'), stock.isTaken('student-', 1, 'order-2')], [true, false])
  stock.setAside(pooled, 1)
  t.strictSame(
    [stock.countFreeSeats(pooled), stock.clearSetAside(), stock.countFreeSeats(pooled)],
    [0, ['early-bird', 'hall--'], 1],
  )
})

t.test('the other names that wait for seats of a plan or pool are counted', async t => {
  const wait = { decision: 'Waitlisted' } as const
  const stock = aStock([
    wait,
    { ...wait, orderRef: 'order-2' },
    { ...wait, orderRef: 'order-3', poolRef: 'hall' },
    { ...wait, orderRef: 'order-4', planRef: 'student', poolRef: 'hall' },
    { orderRef: 'order-5', poolRef: 'hall', seats: [1], waitingSince: '2026-11-20T07:30:00Z' },
    { orderRef: 'order-6' },
  ])
  const waiting = (name: string) =>
    ['early-bird-', 'hall--', 'student-'].map(prefix => stock.countWaiting(prefix, name))
  t.strictSame(waiting('order-1'), [1, 3, 0])
  t.strictSame(waiting('order-4'), [2, 2, 0])
  t.strictSame(waiting('order-6'), [2, 3, 0], 'one that does not wait')
  t.strictSame(waiting('nobody'), [2, 3, 0])
  stock.set('order-2', {})
  stock.note('order-3', { observed: aStored(wait), inFlight: aReservation({ orderRef: 'order-3' }) })
  t.strictSame(waiting('nobody'), [1, 2, 0], 'two wait no more')
})

t.test('a seat is taken by another one, not by the order itself', async t => {
  const stock = aStock([{ seats: [1] }, { orderRef: 'order-2', seats: [2] }, { orderRef: 'order-3', seats: [1] }])
  const own = (seat: number, name: string) => stock.isTaken('early-bird-', seat, name)
  t.strictSame([own(2, 'order-2'), own(1, 'order-1'), own(2, 'order-1'), own(3, 'order-1')], [false, true, true, false])
  t.equal(own(1, 'nobody'), true, 'for one that has nothing')
  t.equal(stock.isTaken('student-', 2, 'order-1'), false, 'of another plan')
  const both = aStock([
    { planRef: 'student', seats: [1] },
    { orderRef: 'order-2', seats: [1] },
  ])
  t.equal(both.isTaken('early-bird-', 1, 'order-1'), true, 'one that has the same seat of another plan')
})

t.test('only a hold or a sale uses a coupon', async t => {
  const coupon = aCoupon({ maxRedemptions: 1 })
  const holding = { orderRef: 'another', couponRef }
  const order = { name: 'order-1', quantity: 1 }
  const table: [why: string, observed: Partial<ReservationFacts>[], expected: boolean][] = [
    ['nobody uses it', [], false],
    ['another holds', [holding], true],
    ['another is sold', [{ ...holding, decision: 'Sold' }], true],
    ['another waits: it redeems nothing', [{ ...holding, decision: 'Waitlisted' }], false],
    ['another is refused', [{ ...holding, decision: 'Refused' }], false],
    ['another has given back', [{ ...holding, decision: 'Released' }], false],
    ['another holds nothing', [{ ...holding, quantity: 0 }], false],
    ['another holds of another plan', [{ ...holding, planRef: 'student' }], true],
    ['another holds without a coupon', [{ orderRef: 'another' }], false],
  ]
  for (const [why, observed, expected] of table) t.equal(aStock(observed).isUsedUp(coupon, order), expected, why)
  const stock = aStock([holding])
  t.strictSame([stock.useOf(couponRef), stock.useOf('another')], [use(1), use(0)])
  stock.set('another', {})
  t.strictSame([stock.useOf(couponRef), stock.isUsedUp(coupon, order)], [use(0), false])
})

t.test('a write of unknown outcome claims everything that it may have taken', async t => {
  const stock = new Stock()
  const plan = hall(3)
  stock.set('order-1', { inFlight: aReservation({ seats: [1], couponRef }) })
  t.strictSame([stock.freeSeats(plan, 2), stock.useOf(couponRef)], [[2, 3], use(1)])
  stock.set('order-1', { observed: aStored({ seats: [1] }), inFlight: aReservation({ decision: 'Released' }) })
  t.strictSame([stock.freeSeats(plan, 2), stock.useOf(couponRef)], [[2, 3], use(0)], 'until it is released')
  stock.set('order-1', { observed: aStored({ decision: 'Released' }, 2) })
  t.strictSame(stock.freeSeats(plan, 3), [1, 2, 3])
})

t.test('a change reports its effects on others', async t => {
  const nothing = { freed: [], redeemed: [], rivals: [] }
  const redeemed = (before: number[], after: number[]) => {
    const [from, to] = [before, after].map(([redemptions = 0, tickets = 0]) => use(redemptions, tickets)) as [
      CouponCounts,
      CouponCounts,
    ]
    return [{ couponRef, before: from, after: to }]
  }
  const claim = (said: Partial<ReservationFacts>, version?: number) => ({ observed: aStored(said, version) })
  const steps: [why: string, name: string, claims: Claims, expected: Effects][] = [
    ['nothing is held', 'a', {}, nothing],
    ['one waits', 'a', claim({ decision: 'Waitlisted' }), nothing],
    ['it is granted two', 'a', claim({ quantity: 2, seats: [1, 2] }), nothing],
    [
      'it redeems',
      'a',
      claim({ quantity: 2, seats: [1, 2], couponRef }),
      { ...nothing, redeemed: redeemed([0, 0], [1, 2]) },
    ],
    [
      'it is sold: it has a better right to its coupon',
      'a',
      claim({ decision: 'Sold', quantity: 2, seats: [1, 2], couponRef }),
      { ...nothing, redeemed: redeemed([1, 2], [1, 2]) },
    ],
    ['another holds one of its seats', 'b', claim({ seats: [2] }, 2), { ...nothing, rivals: ['a', 'b'] }],
    ['a third holds another', 'c', claim({ seats: [3] }, 3), { ...nothing, rivals: ['a', 'b', 'a', 'b'] }],
    [
      'it gives one back',
      'a',
      claim({ seats: [1], couponRef }),
      { freed: ['early-bird', 'early-bird-'], redeemed: redeemed([1, 2], [1, 1]), rivals: ['a', 'b'] },
    ],
    [
      'it gives all back',
      'a',
      {},
      { freed: ['early-bird', 'early-bird-'], redeemed: redeemed([1, 1], [0, 0]), rivals: [] },
    ],
    [
      'one moves to another plan',
      'b',
      claim({ planRef: 'student' }, 4),
      { ...nothing, freed: ['early-bird', 'early-bird-'] },
    ],
    ['one holds seats of a pool', 'd', claim({ poolRef: 'hall', seats: [1] }, 5), nothing],
    [
      'another plan holds one of them',
      'e',
      claim({ planRef: 'student', poolRef: 'hall', seats: [1] }, 6),
      { ...nothing, rivals: ['d', 'e'] },
    ],
    ['it gives it back', 'e', {}, { ...nothing, freed: ['student', 'hall--'], rivals: ['d', 'e'] }],
  ]
  const stock = new Stock()
  for (const [why, name, claims, expected] of steps) t.strictSame(stock.set(name, claims), expected, why)
})

t.test('a hold is challenged for a seat, or for its coupon', async t => {
  const one = aCoupon({ maxRedemptions: 1 })
  const challenges = (observed: Partial<ReservationFacts>[], coupon = one) => {
    const stock = aStock(observed.map((said, index) => ({ orderRef: `order-${index + 1}`, ...said })))
    return observed.map((_, index) => stock.challengeOf(`order-${index + 1}`, coupon))
  }
  t.strictSame(challenges([{ seats: [1] }, { seats: [1] }, { seats: [2] }]), [undefined, 'seat', undefined])
  t.strictSame(challenges([{ seats: [1] }, { seats: [1], decision: 'Sold' }]), ['seat', undefined])
  t.strictSame(challenges([{ couponRef }, { couponRef }]), [undefined, 'coupon'])
  t.strictSame(challenges([{ couponRef }, { couponRef }], aCoupon({ maxRedemptions: 2 })), [undefined, undefined])
  t.strictSame(challenges([{ couponRef }, { couponRef }], aCoupon()), [undefined, undefined], 'without a limit')
  t.strictSame(
    challenges([
      { couponRef, seats: [1] },
      { couponRef, seats: [1] },
    ]),
    [undefined, 'coupon'],
    'not both',
  )
  t.strictSame(challenges([{ seats: [1] }, { seats: [1], decision: 'Waitlisted' }]), [undefined, undefined])
  t.strictSame(
    challenges([{ seats: [1] }, { seats: [1, 2], quantity: 2 }, { seats: [2] }]),
    [undefined, 'seat', 'contested'],
    'one that must give way may be right in a later view',
  )
  t.strictSame(
    challenges([
      { poolRef: 'hall', seats: [1] },
      { planRef: 'student', poolRef: 'hall', seats: [1] },
    ]),
    [undefined, 'seat'],
    'of one pool',
  )
  t.strictSame(challenges([{ couponRef, quantity: 2 }, { couponRef }], aCoupon({ maxTickets: 2 })), [
    undefined,
    'coupon',
  ])
  const stock = aStock([{ couponRef, seats: [1] }])
  stock.set('order-2', { inFlight: aReservation({ orderRef: 'order-2', couponRef, seats: [1] }) })
  t.equal(stock.challengeOf('order-1', one), undefined, 'a write in flight challenges nobody')
  t.equal(stock.challengeOf('order-2', one), undefined, '… and is not challenged')
  t.equal(stock.challengeOf('nobody', undefined), undefined)
  t.equal(stock.challengeOf('order-1', undefined), undefined, 'its coupon is not in view')
})

t.test('seats are given once, and never beyond the capacity', async () => {
  fc.assert(
    fc.property(fc.nat({ max: 12 }), fc.array(fc.nat({ max: 4 })), (capacity, quantities) => {
      const [stock, plan] = [new Stock(), hall(capacity)]
      const given = quantities.flatMap((quantity, index) => {
        const seats = stock.freeSeats(plan, quantity)
        if (seats === undefined) return []
        stock.set(`order-${index}`, { inFlight: aReservation({ quantity, seats }) })
        return seats
      })
      const isFitting = new Set(given).size === given.length && given.every(seat => seat >= 1 && seat <= capacity)
      const left = capacity - given.length
      return isFitting && quantities.every(quantity => quantity > left || stock.freeSeats(plan, quantity) !== undefined)
    }),
  )
})

t.test('a change without computed effects counts the same', async t => {
  const [told, untold] = [new Stock(), new Stock()]
  const held = aStored(aReservation({ seats: [1, 2], quantity: 2, couponRef }))
  for (const claims of [{ observed: held }, { observed: held, inFlight: aReservation({ seats: [3] }) }, {}]) {
    told.set('order-1', claims)
    untold.note('order-1', claims)
    t.strictSame(untold, told)
    t.equal(untold.countFreeSeats(hall(5)), told.countFreeSeats(hall(5)))
    t.strictSame(untold.freeSeats(hall(5), 2), told.freeSeats(hall(5), 2))
    t.strictSame(untold.useOf(couponRef), told.useOf(couponRef))
  }
})
