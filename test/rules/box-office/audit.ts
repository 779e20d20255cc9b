import t from 'tap'
import { audit, type Challenge } from '../../hooks/rules/audit.ts'
import type { Coupon } from '../../hooks/rules/plan.ts'
import type { Reservation, Stored } from '../../hooks/rules/reservation.ts'
import { fc } from '../fixtures/properties.ts'
import { frozen } from '../fixtures/requests.ts'
import { aCoupon, aStored } from '../fixtures/rules-box-office.ts'
import { anyBoxOffice } from '../fixtures/rules-cases.ts'

const couponRef = 'discount-10'
const limit = (maxRedemptions?: number) => new Map([[couponRef, aCoupon({ maxRedemptions })]])
const none: ReadonlyMap<string, Coupon> = new Map()

/** One hold, by the name of its order. */
function held(orderRef: string, version: number, said: Partial<Reservation> = {}): Stored {
  return aStored({ orderRef, ...said }, version)
}

t.test('does not change its arguments', async t => {
  const stored = frozen([held('b', 2, { seats: [1], couponRef }), held('a', 1, { seats: [1], couponRef })])
  const coupons = limit(1)
  const before = structuredClone({ stored, coupons })
  audit(stored, coupons)
  t.strictSame({ stored, coupons }, before)
})

t.test('of two holds that claim one seat, one is challenged', async t => {
  const sold = { decision: 'Sold' } as const
  const table: [why: string, stored: Stored[], expected: [string, Challenge][]][] = [
    ['nobody claims anything', [], []],
    ['no seat is claimed twice', [held('a', 1, { seats: [1, 2] }), held('b', 2, { seats: [3] })], []],
    ['without capacity nobody claims a seat', [held('a', 1), held('b', 2)], []],
    [
      'the one that was written first keeps it',
      [held('a', 2, { seats: [1] }), held('b', 1, { seats: [1] })],
      [['a', 'seat']],
    ],
    [
      'versions are compared as numbers',
      [held('a', 10, { seats: [1] }), held('b', 9, { seats: [1] })],
      [['a', 'seat']],
    ],
    [
      'what is sold keeps it before what is held',
      [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1], ...sold })],
      [['a', 'seat']],
    ],
    [
      'of two that are sold, the one that was written first keeps it',
      [held('a', 2, { seats: [1], ...sold }), held('b', 1, { seats: [1], ...sold })],
      [['a', 'seat']],
    ],
    [
      'one seat is enough',
      [held('a', 1, { seats: [1, 2, 3], quantity: 3 }), held('b', 2, { seats: [3, 4], quantity: 2 })],
      [['b', 'seat']],
    ],
    [
      'what is challenged takes no seat from a third',
      [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1, 2], quantity: 2 }), held('c', 3, { seats: [2] })],
      [['b', 'seat']],
    ],
    [
      'only holds claim seats',
      [
        held('a', 1, { seats: [1], decision: 'Released' }),
        held('b', 2, { seats: [1] }),
        held('c', 3, { seats: [1], decision: 'Waitlisted' }),
      ],
      [],
    ],
  ]
  for (const [why, stored, expected] of table) t.strictSame([...audit(frozen(stored), none)], expected, why)
})

t.test(
  'of more holds than redemptions, those that were written last are challenged, and none that is sold',
  async t => {
    const [one, two, three] = [1, 2, 3].map(version => held(`order-${version}`, version, { couponRef }))
    const stored = [three, two, one] as Stored[]
    const challenged = (coupons: ReadonlyMap<string, Coupon>, all = stored) => [...audit(frozen(all), coupons)]
    t.strictSame(challenged(limit(3)), [], 'as many as there are')
    t.strictSame(challenged(limit(2)), [['order-3', 'coupon']], 'one too many')
    t.strictSame(
      challenged(limit(0)),
      ['order-1', 'order-2', 'order-3'].map(name => [name, 'coupon']),
      'all of them',
    )
    t.strictSame(challenged(limit()), [], 'without a limit')
    t.strictSame(challenged(none), [], 'a coupon that is not seen has no limit')
    const sold = [
      held('order-8', 8, { couponRef, decision: 'Sold' }),
      held('order-9', 9, { couponRef, decision: 'Sold' }),
    ]
    t.strictSame(challenged(limit(1), sold), [], 'what is sold, though it is too many')
    t.strictSame(
      challenged(limit(2), [...stored, ...sold]),
      ['order-1', 'order-2', 'order-3'].map(name => [name, 'coupon']),
      'what is sold counts first',
    )
    const waiting = [held('a', 1, { couponRef, decision: 'Waitlisted' }), held('b', 2, { couponRef })]
    t.strictSame(challenged(limit(2), waiting), [], 'what waits has its place among the users')
    t.strictSame(challenged(limit(1), waiting), [['a', 'coupon']], '… after all that are held')
    const idle = (['Refused', 'Released'] as const).map(decision => held(decision, 1, { couponRef, decision }))
    idle.push(held('nothing', 2, { couponRef, quantity: 0 }))
    t.strictSame(challenged(limit(0), idle), [], 'what holds nothing and waits for nothing has redeemed nothing')
    t.strictSame(challenged(limit(0), [held('a', 1, { couponRef: 'another' })]), [], 'another coupon')
  },
)

t.test('a hold whose seat and whose coupon are claimed does not wait for another seat', async t => {
  const stored = [held('a', 1, { couponRef, seats: [1] }), held('b', 2, { couponRef, seats: [1] })]
  t.strictSame([...audit(frozen(stored), limit(1))], [['b', 'coupon']])
})

t.test('what is not challenged claims no seat twice, and keeps within the limits unless it is sold', async () => {
  fc.assert(
    fc.property(anyBoxOffice, ({ coupons, line, others }) => {
      const stored = [...others, ...line.flatMap(({ stored }) => stored ?? [])]
      const challenged = audit(stored, coupons)
      const kept = stored
        .map(({ reservation }) => reservation)
        .filter(({ decision, orderRef }) => ['Held', 'Sold'].includes(decision) && !challenged.has(orderRef))
      const seats = kept.flatMap(({ seats = [] }) => seats)
      const within = [...coupons].every(([name, { maxRedemptions = Number.POSITIVE_INFINITY }]) => {
        const redeemed = kept.filter(({ couponRef, quantity }) => couponRef === name && quantity > 0)
        return redeemed.length <= maxRedemptions || redeemed.every(({ decision }) => decision === 'Sold')
      })
      return new Set(seats).size === seats.length && within
    }),
    { numRuns: 1_000 },
  )
})
