import t from 'tap'
import type { PlanFacts, PoolFacts } from '../../../../hooks/rules/box-office/plan.ts'
import type { Share } from '../../../../hooks/rules/box-office/stock/account.ts'
import type { Claimant } from '../../../../hooks/rules/box-office/stock/audit.ts'
import { type Hall, Seating } from '../../../../hooks/rules/box-office/stock/seating.ts'
import { aPlan, aPool } from '../../../fixtures/rules/box-office.ts'

const poolRef = 'hall'

/** Seats of a plan in its pool, and tickets without a seat. */
const share = (planRef: string, seats: number[], unseated = 0): Share => ({
  planRef,
  prefix: 'hall--',
  seats,
  unseated,
})

/** A plan of a pool, by default of four seats. */
const hall = (plan: Partial<PlanFacts> = {}, pool: Partial<PoolFacts> | undefined = {}): Hall => ({
  plan: aPlan({ poolRef, ...plan }),
  pool: aPool(pool),
})
const closedHall = (plan: Partial<PlanFacts> = {}): Hall => ({ plan: aPlan({ poolRef, ...plan }), pool: undefined })

function seatingOf(...shares: Share[]): Seating {
  const seating = new Seating()
  for (const one of shares) seating.take(one)
  return seating
}

t.test('the plans of a pool share its seats, each within its own limit', async t => {
  const seating = seatingOf(share('early-bird', [1]), share('student', [2]))
  const table: [why: string, hall: Hall, free: number, two: number[] | undefined][] = [
    ['the pool has two left', hall(), 2, [3, 4]],
    ['for another plan too', hall({ name: 'regular' }), 2, [3, 4]],
    ['the plan may take two more', hall({ capacity: 3 }), 2, [3, 4]],
    ['it may take one more', hall({ capacity: 2 }), 1, undefined],
    ['… though another plan may take more', hall({ name: 'student', capacity: 9 }), 2, [3, 4]],
    ['it may take none', hall({ capacity: 1 }), 0, undefined],
    ['its limit was lowered', hall({ capacity: 0 }), -1, undefined],
    ['the pool has one left', hall({}, { capacity: 3 }), 1, undefined],
    ['the pool was made smaller', hall({}, { capacity: 1 }), -1, undefined],
    ['the pool does not exist', closedHall({ capacity: 9 }), -2, undefined],
    ['seats of the plan itself are others', { plan: aPlan({ capacity: 3 }), pool: undefined }, 2, [1, 2]],
    ['without capacity and pool none are needed', { plan: aPlan(), pool: undefined }, Number.POSITIVE_INFINITY, []],
  ]
  for (const [why, hall, free, two] of table) {
    t.strictSame([seating.countFreeSeats(hall), seating.freeSeats(hall, 2)], [free, two], why)
  }
})

t.test('tickets without a seat count for the plan and for the pool', async t => {
  const seating = seatingOf(share('early-bird', [1], 2))
  t.strictSame([seating.countFreeSeats(hall()), seating.freeSeats(hall(), 1)], [1, [2]])
  t.equal(seating.countFreeSeats(hall({ capacity: 4 })), 1)
})

t.test('seats that are released are free again, and leave nothing behind', async t => {
  const seating = seatingOf(share('early-bird', [1, 2], 1), share('student', [3]))
  seating.release(share('early-bird', [1, 2], 1))
  t.strictSame([seating.countFreeSeats(hall({ capacity: 4 })), seating.freeSeats(hall(), 2)], [3, [1, 2]])
  seating.release(share('student', [3]))
  t.strictSame(seating, new Seating())
})

t.test('held tickets are counted by plan, and by plan or pool', async t => {
  const shares = [share('early-bird', [1, 2], 1), share('student', [3])]
  const seating = seatingOf(...shares, { planRef: 'early-bird', prefix: 'early-bird-', seats: [1], unseated: 0 })
  t.strictSame(seating.heldTickets(shares), new Map(Object.entries({ 'early-bird': 4, 'hall--': 4, student: 1 })))
  t.strictSame(seating.heldTickets([]), new Map())
})

t.test('seats that are set aside for one plan are not free for the other plans of its pool', async t => {
  const seating = new Seating()
  seating.setAside(hall(), 1)
  seating.setAside(hall({ name: 'student' }), 2)
  const free = () =>
    [
      hall(),
      hall({ capacity: 4 }),
      hall({ name: 'student', capacity: 4 }),
      { plan: aPlan({ capacity: 4 }), pool: undefined },
    ].map(one => seating.countFreeSeats(one))
  t.strictSame(free(), [1, 1, 1, 3])
  t.strictSame(seating.countFreeSeats(hall({ name: 'student', capacity: 2 })), 0, 'within the limit of the plan, too')
  t.strictSame(seating.clearSetAside(), ['early-bird', 'hall--', 'student'])
  t.strictSame([...free(), seating.clearSetAside()], [4, 4, 4, 4, []])
})

t.test('holds of one seat of a pool overlap, whatever their plans', async t => {
  const claimant = (name: string, prefix: string, seats: number[]): Claimant => ({
    name,
    prefix,
    seats,
    quantity: seats.length,
    couponRef: undefined,
    isSold: false,
    version: 1n,
  })
  const shares = [share('early-bird', [1, 2]), share('student', [2])]
  const [a, b, c] = [claimant('a', 'hall--', [1, 2]), claimant('b', 'hall--', [2]), claimant('c', 'early-bird-', [2])]
  const seating = seatingOf(...shares, { planRef: 'early-bird', prefix: 'early-bird-', seats: [2], unseated: 0 })
  for (const one of [a, b, c]) seating.note(one)
  t.strictSame([seating.countClaims('hall--', 2), seating.countClaims('early-bird-', 2)], [2, 1])
  t.strictSame([seating.holders('hall--', 2), seating.holders('early-bird-', 2)], [['a', 'b'], ['c']])
  t.strictSame(
    [a, b, c].map(one => seating.isOverlapping(one)),
    [true, true, false],
  )
  t.strictSame(seating.overlappingNames(shares), ['a', 'b'], 'each pool is looked at once')
  seating.forget(b)
  t.strictSame([seating.overlappingNames(shares), seating.holders('hall--', 2)], [[], ['a']])
})
