import t from 'tap'
import { hasSeats, isCouponFor, isScarce, type Offer, prefixOf } from '../../../hooks/rules/box-office/plan.ts'
import { aCoupon, aPlan } from '../../fixtures/rules/box-office.ts'

const poolRef = 'hall'
const later = Date.UTC(2026, 11, 1)

t.test('seats, limited coupons and prices that end are scarce', async t => {
  const table: [why: string, offer: Offer, expected: boolean][] = [
    ['no limit anywhere', { plan: aPlan() }, false],
    ['a coupon without a limit', { plan: aPlan(), coupon: aCoupon() }, false],
    ['limits of one order', { plan: aPlan({ maxPerOrder: 2 }), coupon: aCoupon({ maxPerOrder: 1 }) }, false],
    ['a sale that has only a start', { plan: aPlan({ salesStart: later }) }, false],
    ['seats', { plan: aPlan({ capacity: 100 }) }, true],
    ['seats, even if there are none', { plan: aPlan({ capacity: 0 }) }, true],
    ['seats, with a coupon without a limit', { plan: aPlan({ capacity: 1 }), coupon: aCoupon() }, true],
    ['seats of a pool', { plan: aPlan({ poolRef }) }, true],
    ['a limited coupon', { plan: aPlan(), coupon: aCoupon({ maxRedemptions: 5 }) }, true],
    ['a coupon nobody can use', { plan: aPlan(), coupon: aCoupon({ maxRedemptions: 0 }) }, true],
    ['a coupon for so many tickets', { plan: aPlan(), coupon: aCoupon({ maxTickets: 0 }) }, true],
    ['a coupon that ends', { plan: aPlan(), coupon: aCoupon({ validUntil: 0 }) }, true],
    ['a sale that ends', { plan: aPlan({ salesEnd: later }) }, true],
  ]
  for (const [why, offer, expected] of table) t.equal(isScarce(offer), expected, why)
})

t.test('a plan has seats of its own, or those of its pool', async t => {
  const plans = [aPlan(), aPlan({ capacity: 0 }), aPlan({ poolRef }), aPlan({ capacity: 9, poolRef })]
  t.strictSame(plans.map(hasSeats), [false, true, true, true])
  t.strictSame(plans.map(prefixOf), ['early-bird-', 'early-bird-', 'hall--', 'hall--'])
})

t.test('a coupon is for the plan that it names, or for all', async t => {
  const plans = [aPlan({ name: 'early-bird' }), aPlan({ name: 'student' })]
  const coupons = [aCoupon(), aCoupon({ planRef: 'student' })]
  t.strictSame(
    coupons.map(coupon => plans.map(plan => isCouponFor(coupon, plan))),
    [
      [true, true],
      [false, true],
    ],
  )
})
