import t from 'tap'
import { type Coupon, needsScarce, type Plan } from '../../hooks/rules/plan.ts'
import { aCoupon, aPlan } from '../fixtures/rules-box-office.ts'

t.test('does not change its arguments', async t => {
  const [plan, coupon] = [aPlan({ capacity: 1 }), aCoupon({ maxRedemptions: 1 })]
  const before = structuredClone([plan, coupon])
  needsScarce(plan, 'discount-10', coupon)
  t.strictSame([plan, coupon], before)
})

t.test('scarce is a seat, a limited coupon, and a coupon that may be limited', async t => {
  const limited = aCoupon({ maxRedemptions: 5 })
  const table: [
    why: string,
    plan: Plan,
    couponRef: string | undefined,
    coupon: Coupon | undefined,
    expected: boolean,
  ][] = [
    ['no limit anywhere', aPlan(), undefined, undefined, false],
    ['a coupon without a limit', aPlan(), 'discount-10', aCoupon(), false],
    ['seats', aPlan({ capacity: 100 }), undefined, undefined, true],
    ['seats, even if there are none', aPlan({ capacity: 0 }), undefined, undefined, true],
    ['a limited coupon', aPlan(), 'discount-10', limited, true],
    ['a coupon nobody can use', aPlan(), 'discount-10', aCoupon({ maxRedemptions: 0 }), true],
    ['a coupon that is not seen', aPlan(), 'discount-10', undefined, true],
    ['a limited coupon the order does not name', aPlan(), undefined, limited, false],
  ]
  for (const [why, plan, couponRef, coupon, expected] of table) {
    t.equal(needsScarce(plan, couponRef, coupon), expected, why)
  }
})
