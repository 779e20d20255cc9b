import t from 'tap'
import type { CouponFacts } from '../../../../hooks/rules/box-office/plan.ts'
import { isExceeded, Redemptions } from '../../../../hooks/rules/box-office/stock/redemptions.ts'
import { aCoupon } from '../../../fixtures/rules/box-office.ts'

type Limits = Pick<Partial<CouponFacts>, 'maxRedemptions' | 'maxTickets'>

const couponRef = aCoupon().name
const nothing = { redemptions: 0, tickets: 0 }

/** The redemptions of orders with these numbers of tickets. */
function redemptionsOf(users: Record<string, number>): Redemptions {
  const redemptions = new Redemptions()
  for (const [name, tickets] of Object.entries(users)) redemptions.add(couponRef, name, tickets)
  return redemptions
}

t.test('a coupon is used by its orders and their tickets, until they give it back', async t => {
  const redemptions = redemptionsOf({ 'order-1': 2, 'order-2': 3 })
  t.strictSame(redemptions.useOf(couponRef), { redemptions: 2, tickets: 5 })
  t.strictSame(redemptions.useOf('another'), nothing)
  redemptions.remove(couponRef, 'order-2')
  redemptions.remove(couponRef, 'order-3')
  redemptions.remove('another', 'order-1')
  t.strictSame(redemptions.useOf(couponRef), { redemptions: 1, tickets: 2 })
  redemptions.remove(couponRef, 'order-1')
  t.strictSame(redemptions, new Redemptions(), 'nothing remains')
})

t.test('other orders use up the redemptions of a coupon', async t => {
  const isUsedUp = (maxRedemptions: number | undefined, users: Record<string, number>) =>
    redemptionsOf(users).isUsedUp(aCoupon({ maxRedemptions }), { name: 'order-1', quantity: 1 })
  t.equal(isUsedUp(1, {}), false, 'nobody uses it')
  t.equal(isUsedUp(1, { another: 1 }), true)
  t.equal(isUsedUp(1, { 'order-1': 1 }), false, 'the same order uses it')
  t.equal(isUsedUp(1, { 'order-1': 1, another: 1 }), true)
  t.equal(isUsedUp(2, { another: 9 }), false, 'there are two')
  t.equal(isUsedUp(0, {}), true, 'there are none')
  t.equal(isUsedUp(undefined, { another: 9 }), false, 'there is no limit')
  const order = { name: 'order-1', quantity: 1 }
  t.equal(redemptionsOf({ another: 1 }).isUsedUp(undefined, order), false, 'it is not in view')
  const other = aCoupon({ name: 'another', maxRedemptions: 1 })
  t.equal(redemptionsOf({ another: 1 }).isUsedUp(other, order), false, 'another coupon has users of its own')
})

t.test('a coupon is used up if other orders leave fewer tickets than an order needs', async t => {
  const isUsedUp = (quantity: number, users: Record<string, number>, limits: Limits = { maxTickets: 4 }) =>
    redemptionsOf(users).isUsedUp(aCoupon(limits), { name: 'order-1', quantity })
  t.equal(isUsedUp(4, {}), false, 'nobody uses it')
  t.equal(isUsedUp(2, { another: 2 }), false, 'the last two')
  t.equal(isUsedUp(3, { another: 2 }), true, 'one too many')
  t.equal(isUsedUp(4, { 'order-1': 3 }), false, 'its own tickets are not those of others')
  t.equal(isUsedUp(3, { 'order-1': 2, another: 2 }), true)
  t.equal(isUsedUp(0, { another: 4 }), false, 'it needs none')
  t.equal(isUsedUp(1, {}, { maxTickets: 0 }), true, 'there are none')
  t.equal(isUsedUp(1, { another: 1 }, { maxTickets: 4, maxRedemptions: 1 }), true, 'one limit is enough')
})

t.test('a coupon with a ticket left is not used up for an order that exceeds it alone', async t => {
  const isUsedUp = (users: Record<string, number>) =>
    redemptionsOf(users).isUsedUp(aCoupon({ maxTickets: 4 }), { name: 'order-1', quantity: 5 })
  t.strictSame([{}, { another: 3 }, { another: 4 }].map(isUsedUp), [false, false, true])
})

t.test('only a coupon beyond its limits has overusers', async t => {
  const redemptions = redemptionsOf({ 'order-1': 2, 'order-2': 3 })
  const all = ['order-1', 'order-2']
  const table: [limits: Limits, expected: string[]][] = [
    [{}, []],
    [{ maxRedemptions: 2 }, []],
    [{ maxRedemptions: 1 }, all],
    [{ maxTickets: 5 }, []],
    [{ maxTickets: 4 }, all],
    [{ maxRedemptions: 2, maxTickets: 4 }, all],
  ]
  for (const [limits, expected] of table) {
    t.strictSame(redemptions.overusersOf(aCoupon(limits)), expected, JSON.stringify(limits))
  }
  t.strictSame(redemptions.overusersOf(undefined), [], 'a coupon that is not in view')
  t.strictSame(redemptions.overusersOf(aCoupon({ name: 'another', maxTickets: 0 })), [], 'nobody uses it')
})

t.test('a coupon is exceeded above either limit', async t => {
  const two = aCoupon({ maxRedemptions: 2, maxTickets: 4 })
  t.equal(isExceeded(two, { redemptions: 2, tickets: 4 }), false)
  t.equal(isExceeded(two, { redemptions: 3, tickets: 4 }), true)
  t.equal(isExceeded(two, { redemptions: 2, tickets: 5 }), true)
  t.equal(isExceeded(aCoupon(), { redemptions: 99, tickets: 99 }), false, 'without a limit')
})
