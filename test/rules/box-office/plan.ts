import t from 'tap'
import { isScarce, type Offer } from '../../../hooks/rules/box-office/plan.ts'
import { aCoupon, aPlan } from '../../fixtures/rules/box-office.ts'

t.test('scarce is a seat, and a limited coupon', async t => {
  const table: [why: string, offer: Offer, expected: boolean][] = [
    ['no limit anywhere', { plan: aPlan() }, false],
    ['a coupon without a limit', { plan: aPlan(), coupon: aCoupon() }, false],
    ['seats', { plan: aPlan({ capacity: 100 }) }, true],
    ['seats, even if there are none', { plan: aPlan({ capacity: 0 }) }, true],
    ['seats, with a coupon without a limit', { plan: aPlan({ capacity: 1 }), coupon: aCoupon() }, true],
    ['a limited coupon', { plan: aPlan(), coupon: aCoupon({ maxRedemptions: 5 }) }, true],
    ['a coupon nobody can use', { plan: aPlan(), coupon: aCoupon({ maxRedemptions: 0 }) }, true],
  ]
  for (const [why, offer, expected] of table) t.equal(isScarce(offer), expected, why)
})
