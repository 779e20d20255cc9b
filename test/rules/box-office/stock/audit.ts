import t from 'tap'
import {
  type Claimant,
  isChallengedByCoupon,
  isChallengedBySeat,
} from '../../../../hooks/rules/box-office/stock/audit.ts'
import { frozen } from '../../../fixtures/requests.ts'
import { aCoupon } from '../../../fixtures/rules/box-office.ts'

const couponRef = 'discount-10'

/** One hold, by the name of its order. */
function held(name: string, version: number, said: Partial<Claimant> = {}): Claimant {
  const { seats = [] } = said
  const quantity = Math.max(1, seats.length)
  const rest = { planRef: 'early-bird', couponRef: undefined, isSold: false }
  return frozen({ name, seats, quantity, ...rest, version: BigInt(version), ...said })
}

/** The names of those who must give way, in order of the list. */
function givingWay(claimants: readonly Claimant[]): string[] {
  const holdersOf = (planRef: string, seat: number) =>
    claimants.filter(one => one.planRef === planRef && one.seats.includes(seat))
  return claimants.filter(one => isChallengedBySeat(one, holdersOf)).map(({ name }) => name)
}

t.test('of two holds that have one seat, one gives way', async t => {
  const table: [why: string, claimants: Claimant[], expected: string[]][] = [
    ['nobody holds anything', [], []],
    ['no seat is held twice', [held('a', 1, { seats: [1, 2] }), held('b', 2, { seats: [3] })], []],
    ['without seats nobody is in the way', [held('a', 1), held('b', 2)], []],
    ['what was written first keeps it', [held('a', 2, { seats: [1] }), held('b', 1, { seats: [1] })], ['a']],
    ['versions are compared as numbers', [held('a', 10, { seats: [1] }), held('b', 9, { seats: [1] })], ['a']],
    [
      'what is sold keeps it before what is held',
      [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1], isSold: true })],
      ['a'],
    ],
    [
      'of two that are sold, what was written first keeps it',
      [held('a', 2, { seats: [1], isSold: true }), held('b', 1, { seats: [1], isSold: true })],
      ['a'],
    ],
    ['one seat is enough', [held('a', 1, { seats: [1, 2, 3] }), held('b', 2, { seats: [3, 4] })], ['b']],
    ['of another plan', [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1], planRef: 'student' })], []],
    [
      'of three that hold one seat, one keeps it',
      [held('a', 3, { seats: [1] }), held('b', 1, { seats: [1] }), held('c', 2, { seats: [1] })],
      ['a', 'c'],
    ],
  ]
  for (const [why, claimants, expected] of table) t.strictSame(givingWay(claimants), expected, why)
})

t.test('a hold that must give way itself challenges nobody', async t => {
  const three = [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1, 2] }), held('c', 3, { seats: [2] })]
  t.strictSame(givingWay(three), ['b'], 'a third keeps the seat that it shares with it')
  const four = [...three, held('d', 4, { seats: [2, 3] }), held('e', 5, { seats: [3] })]
  t.strictSame(givingWay(four), ['b', 'd'], 'and so on')
})

t.test('of more holds than redemptions, those that were written last give way, and none that is sold', async t => {
  const users = [3, 1, 2].map(version => held(`order-${version}`, version, { couponRef }))
  const sold = [8, 9].map(version => held(`order-${version}`, version, { couponRef, isSold: true }))
  const givingWay = (maxRedemptions: number | undefined, all = users) =>
    all
      .filter(one => isChallengedByCoupon(one, { coupon: aCoupon({ maxRedemptions }), users: frozen(all) }))
      .map(({ name }) => name)
  t.strictSame(givingWay(3), [], 'as many as there are')
  t.strictSame(givingWay(2), ['order-3'], 'one too many')
  t.strictSame(givingWay(0), ['order-3', 'order-1', 'order-2'], 'all of them')
  t.strictSame(givingWay(undefined), [], 'without a limit')
  t.strictSame(givingWay(1, sold), [], 'what is sold, though it is too many')
  t.strictSame(givingWay(2, [...users, ...sold]), ['order-3', 'order-1', 'order-2'], 'what is sold counts first')
  t.strictSame(givingWay(3, [...users, ...sold]), ['order-3', 'order-2'], '… then what was written first')
  t.strictSame(givingWay(0, [held('a', 1, { couponRef, quantity: 0 })]), [], 'a hold of nothing has redeemed nothing')
  const nothing = held('a', 1, { couponRef, quantity: 0 })
  t.strictSame(givingWay(1, [nothing, held('b', 2, { couponRef })]), [], '… and takes no redemption from others')
  t.strictSame(givingWay(1, [held('a', 1), held('b', 2, { couponRef })]), [], 'nor does one without a coupon')
})

t.test('a coupon that is not in view has no limit', async t => {
  const users = [1, 2].map(version => held(`order-${version}`, version, { couponRef }))
  for (const one of users) t.equal(isChallengedByCoupon(one, { coupon: undefined, users }), false, one.name)
})
