import t from 'tap'
import type { CouponFacts } from '../../../../hooks/rules/box-office/plan.ts'
import { type Challenge, type Claimant, challengeTo } from '../../../../hooks/rules/box-office/stock/audit.ts'
import { frozen } from '../../../fixtures/requests.ts'
import { aCoupon } from '../../../fixtures/rules/box-office.ts'

const couponRef = 'discount-10'

/** One hold, by the name of its order. */
function held(name: string, version: number, said: Partial<Claimant> = {}): Claimant {
  const { seats = [] } = said
  const quantity = Math.max(1, seats.length)
  const rest = { prefix: 'early-bird-', couponRef: undefined, isSold: false }
  return frozen({ name, seats, quantity, ...rest, version: BigInt(version), ...said })
}

/** The faults of all holds, in order of the list. */
function faults(claimants: readonly Claimant[], said?: Partial<CouponFacts>): (Challenge | undefined)[] {
  const holdersOf = (prefix: string, seat: number) =>
    claimants.filter(one => one.prefix === prefix && one.seats.includes(seat))
  const coupon = said && aCoupon(said)
  return claimants.map(one => challengeTo(one, { coupon, users: frozen(claimants), holdersOf }))
}

/** The names of the holds that must give way, in the sequence of the list. */
function givingWay(claimants: readonly Claimant[], said?: Partial<CouponFacts>): string[] {
  const found = faults(claimants, said)
  return claimants.filter((_, at) => found[at] === 'seat' || found[at] === 'coupon').map(({ name }) => name)
}

t.test('one of two holds with one seat gives way', async t => {
  const table: [why: string, claimants: Claimant[], expected: string[]][] = [
    ['nobody holds anything', [], []],
    ['no seat is held twice', [held('a', 1, { seats: [1, 2] }), held('b', 2, { seats: [3] })], []],
    ['without seats nobody is in the way', [held('a', 1), held('b', 2)], []],
    ['the earlier write keeps it', [held('a', 2, { seats: [1] }), held('b', 1, { seats: [1] })], ['a']],
    ['versions are compared as numbers', [held('a', 10, { seats: [1] }), held('b', 9, { seats: [1] })], ['a']],
    [
      'a sale keeps it before a hold',
      [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1], isSold: true })],
      ['a'],
    ],
    [
      'the earlier of two sales keeps it',
      [held('a', 2, { seats: [1], isSold: true }), held('b', 1, { seats: [1], isSold: true })],
      ['a'],
    ],
    ['one seat is enough', [held('a', 1, { seats: [1, 2, 3] }), held('b', 2, { seats: [3, 4] })], ['b']],
    ['of another plan', [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1], prefix: 'student-' })], []],
    [
      'a pool with the name of the plan has other seats',
      [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1], prefix: 'early-bird--' })],
      [],
    ],
    [
      'of one pool',
      [held('a', 1, { seats: [1], prefix: 'hall--' }), held('b', 2, { seats: [1], prefix: 'hall--' })],
      ['b'],
    ],
    [
      'one of three holds keeps it',
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

t.test('the latest holds give way to the limit of redemptions, and no sale does', async t => {
  const users = [3, 1, 2].map(version => held(`order-${version}`, version, { couponRef }))
  const sold = [8, 9].map(version => held(`order-${version}`, version, { couponRef, isSold: true }))
  const giving = (maxRedemptions: number | undefined, all = users) => givingWay(all, { maxRedemptions })
  t.strictSame(giving(3), [], 'as many as there are')
  t.strictSame(giving(2), ['order-3'], 'one too many')
  t.strictSame(giving(0), ['order-3', 'order-1', 'order-2'], 'all of them')
  t.strictSame(giving(undefined), [], 'without a limit')
  t.strictSame(giving(1, sold), [], 'a sale is not challenged, even beyond the limit')
  t.strictSame(giving(2, [...users, ...sold]), ['order-3', 'order-1', 'order-2'], 'sales count first')
  t.strictSame(giving(3, [...users, ...sold]), ['order-3', 'order-2'], '… then what was written first')
  t.strictSame(giving(0, [held('a', 1, { couponRef, quantity: 0 })]), [], 'a hold of nothing has redeemed nothing')
  const nothing = held('a', 1, { couponRef, quantity: 0 })
  t.strictSame(giving(1, [nothing, held('b', 2, { couponRef })]), [], '… and takes no redemption from others')
  t.strictSame(giving(1, [held('a', 1), held('b', 2, { couponRef })]), [], 'nor does one without a coupon')
  t.strictSame(
    giving(1, [held('a', 1, { couponRef: 'other' }), held('b', 2, { couponRef })]),
    [],
    'or with another one',
  )
})

t.test('the latest holds give way to the limit of tickets of a coupon', async t => {
  const user = (name: string, version: number, quantity: number, said: Partial<Claimant> = {}) =>
    held(name, version, { couponRef, quantity, ...said })
  const giving = (maxTickets: number, ...all: Claimant[]) => givingWay(all, { maxTickets })
  const [a, b, c] = [user('a', 1, 2), user('b', 2, 3), user('c', 3, 1)]
  t.strictSame(giving(6, a, b, c), [], 'as many as there are')
  t.strictSame(giving(5, a, b, c), ['c'], 'one too many')
  t.strictSame(giving(1, a, b, c), ['a', 'b'], 'too few for the first ones')
  t.strictSame(giving(0, a, b, c), ['a', 'b', 'c'])
  t.strictSame(giving(3, a, b, c), ['b'], 'one that must give way takes no ticket from those behind it')
  const sold = { isSold: true }
  t.strictSame(giving(3, a, b, user('c', 3, 2, sold)), ['a', 'b'], 'sales come first')
  t.strictSame(giving(3, user('a', 1, 4, sold), b, c), ['b', 'c'], '… and keeps all, even beyond the limit')
  t.strictSame(givingWay([a, b, c], { maxTickets: 6, maxRedemptions: 2 }), ['c'], 'either limit counts')
})

t.test('a coupon that is not in view has no limit', async t => {
  const users = [1, 2].map(version => held(`order-${version}`, version, { couponRef }))
  t.strictSame(faults(users), [undefined, undefined])
})

t.test('a hold is contested while another one must give way before it has a right', async t => {
  const seats = [held('a', 1, { seats: [1] }), held('b', 2, { seats: [1, 2] }), held('c', 3, { seats: [2] })]
  t.strictSame(faults(seats), [undefined, 'seat', 'contested'], 'for a seat')
  const [, b, c] = seats as [Claimant, Claimant, Claimant]
  t.strictSame(
    faults([b, c]),
    [undefined, 'seat'],
    'without the first, the second has the better right, and may be sold already',
  )
  const users = [4, 5, 1].map((quantity, at) => held(`order-${at}`, at + 1, { couponRef, quantity }))
  t.strictSame(faults(users, { maxTickets: 5 }), [undefined, 'coupon', 'contested'], 'for tickets of a coupon')
  t.strictSame(faults(users.slice(1), { maxTickets: 5 }), [undefined, 'coupon'])
  const both = [held('a', 2, { couponRef, seats: [1] }), held('b', 1, { couponRef, seats: [1] })]
  t.strictSame(faults(both, { maxRedemptions: 1 }), ['coupon', undefined], 'a coupon is judged before a seat')
})

t.test('a sale is contested neither by its coupon nor by a hold', async t => {
  const sold = { isSold: true, couponRef }
  const all = [held('a', 1, { couponRef, seats: [1] }), held('b', 2, { ...sold, seats: [1] })]
  t.strictSame(faults(all, { maxTickets: 0 }), ['coupon', undefined])
  const three = [held('a', 1, { isSold: true, seats: [1] }), held('b', 2, { isSold: true, seats: [1, 2] })]
  t.strictSame(faults([...three, held('c', 3, { isSold: true, seats: [2] })]), [undefined, 'seat', 'contested'])
})
