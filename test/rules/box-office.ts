import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { type Case, decide } from '../../hooks/rules/box-office.ts'
import { holds, type Reservation } from '../../hooks/rules/reservation.ts'
import { frozen } from '../fixtures/requests.ts'
import { aCoupon, anOrder, aPlan, aReservation } from '../fixtures/rules-box-office.ts'
import { anyCase } from '../fixtures/rules-cases.ts'

const paid = { paid: '29.90', currency: 'EUR' }
const cancelled = { payment: 'REJECTED', reason: 'Cancelled', message: 'The order was cancelled' } as const
const wrongPrice = {
  reason: 'PriceMismatch',
  message: 'Your price is not well suited with the plan and coupon! It should be: 29.90',
}
const waiting = {
  decision: 'Waitlisted',
  reason: 'SeatsNotSold',
  message: 'seats are not sold by this version',
} as const

t.test('does not change its arguments', async () => {
  fc.assert(
    fc.property(anyCase, someone => {
      const before = JSON.stringify(someone)
      decide(someone)
      return JSON.stringify(someone) === before
    }),
  )
})

t.test('an order at the counter gets one answer', async t => {
  const plan = aPlan()
  const sold = aReservation({ decision: 'Sold' })
  const past = { payment: 'CONFIRMED', quantity: 1, ...paid } as const
  const smaller = anOrder({ quantity: 1, status: { paid: '59.80', currency: 'EUR', observedGeneration: 1 } })
  const table: [why: string, someone: Case, expected: Reservation][] = [
    ['a new one is held', { order: anOrder(), plan }, aReservation()],
    ['… even if it is paid: one rule at a time', { order: anOrder({ status: paid }), plan }, aReservation()],
    [
      '… with its coupon',
      { order: anOrder({ price: 19.9, couponRef: 'discount-10' }), plan, coupon: aCoupon() },
      aReservation({ couponRef: 'discount-10' }),
    ],
    [
      '… refused for its price',
      { order: anOrder({ price: 1 }), plan },
      aReservation({ decision: 'Refused', ...wrongPrice }),
    ],
    ['… waiting for a seat', { order: anOrder(), plan: aPlan({ capacity: 3 }) }, aReservation(waiting)],
    [
      'one with a past gets back what it had',
      { order: anOrder({ status: past }), plan: aPlan({ active: false }) },
      sold,
    ],
    [
      'one that was sold before its plan was made again, and refused by that, gets it back too',
      { order: anOrder({ status: past }), plan, reservation: aReservation({ decision: 'Refused', ...wrongPrice }) },
      sold,
    ],
    ['a held one that is paid is sold', { order: anOrder({ status: paid }), plan, reservation: aReservation() }, sold],
    [
      '… even if the plan is not on sale any more, and costs more',
      { order: anOrder({ status: paid }), plan: aPlan({ active: false, price: 99 }), reservation: aReservation() },
      sold,
    ],
    ['a held one that is not paid stays held', { order: anOrder(), plan, reservation: aReservation() }, aReservation()],
    [
      'a held one grows',
      { order: anOrder({ quantity: 2 }), plan, reservation: aReservation() },
      aReservation({ quantity: 2 }),
    ],
    [
      'what is held is sold before it grows',
      { order: anOrder({ quantity: 2, status: paid }), plan, reservation: aReservation() },
      sold,
    ],
    [
      'what is given back is given back before it is sold',
      { order: smaller, plan, reservation: aReservation({ quantity: 2 }) },
      aReservation(),
    ],
    [
      'a cancelled one is over, before anything else',
      {
        order: anOrder({ quantity: 1, status: { ...cancelled, ...paid, observedGeneration: 1 } }),
        plan,
        reservation: aReservation({ quantity: 2 }),
      },
      aReservation({ decision: 'Released', quantity: 2, reason: 'Cancelled', message: 'The order was cancelled' }),
    ],
    [
      'a refused one is looked at again',
      { order: anOrder(), plan, reservation: aReservation({ decision: 'Refused', ...wrongPrice }) },
      aReservation(),
    ],
    [
      'one that waits keeps waiting',
      { order: anOrder(), plan: aPlan({ capacity: 3 }), reservation: aReservation(waiting) },
      aReservation(waiting),
    ],
    [
      'one that was given back stays so, paid or not',
      {
        order: anOrder({ status: paid }),
        plan,
        reservation: aReservation({ decision: 'Released', reason: 'Refunded', message: 'Over' }),
      },
      aReservation({ decision: 'Released', reason: 'Refunded', message: 'Over' }),
    ],
  ]
  for (const [why, someone, expected] of table) t.strictSame(decide(frozen(someone)), expected, why)
})

t.test('an answer that is fed back settles within four rounds', async () => {
  fc.assert(
    fc.property(anyCase, someone => {
      const rounds = [decide(someone)]
      while (rounds.length < 5) rounds.push(decide({ ...someone, reservation: rounds.at(-1) }))
      return isDeepStrictEqual(rounds[4], rounds[3])
    }),
    { numRuns: 2_000 },
  )
})

/** What has no reservation, or one that refuses it, and yet is confirmed and has tickets, was sold by a plan that is gone. */
function hadBeenSold({ order: { status }, reservation }: Case): boolean {
  const isNew = reservation === undefined || reservation.decision === 'Refused'
  return isNew && status.payment === 'CONFIRMED' && status.quantity > 0
}

t.test('nothing is sold that is neither free, nor paid, nor sold before', async () => {
  fc.assert(
    fc.property(anyCase, someone => {
      const { order, reservation } = someone
      const answer = decide(someone)
      if (answer.decision !== 'Sold' || reservation?.decision === 'Sold' || order.price === 0) return true
      if (reservation === undefined || hadBeenSold(someone)) return hadBeenSold(someone)
      const { paid, currency } = order.status
      return currency === reservation.currency && Number(paid) >= order.price * answer.quantity - 0.001
    }),
    { numRuns: 2_000 },
  )
})

t.test('a sale is taken back only for a cancel, a refund or an order of nothing', async () => {
  fc.assert(
    fc.property(anyCase, someone => {
      const { order, reservation } = someone
      const answer = decide(someone)
      if (reservation?.decision !== 'Sold' || answer.decision === 'Sold') return true
      const over = order.status.payment === 'REJECTED' && ['Cancelled', 'Refunded'].includes(order.status.reason ?? '')
      return over || (order.quantity === 0 && answer.decision === 'Held')
    }),
    { numRuns: 2_000 },
  )
})

t.test('of what is scarce nothing more is ever held or sold', async () => {
  fc.assert(
    fc.property(anyCase, someone => {
      const { plan, reservation } = someone
      if (plan.capacity === undefined || hadBeenSold(someone)) return true
      const before = reservation !== undefined && holds(reservation) ? reservation.quantity : 0
      const answer = decide(someone)
      return !holds(answer) || answer.quantity <= before
    }),
    { numRuns: 2_000 },
  )
})
