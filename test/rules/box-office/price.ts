import t from 'tap'
import type { OrderFacts } from '../../../hooks/rules/box-office/order.ts'
import type { CouponFacts, PlanFacts } from '../../../hooks/rules/box-office/plan.ts'
import {
  exhaustedReason,
  missingPlanReason,
  refusalOf,
  refusalOfCoupon,
  refusalOfPlan,
  refusalOfQuantity,
  ticketPrice,
} from '../../../hooks/rules/box-office/price.ts'
import type { Reason } from '../../../hooks/rules/reservation.ts'
import { fc } from '../../fixtures/properties.ts'
import { aCoupon, anOrder, aPlan } from '../../fixtures/rules/box-office.ts'

t.test("a ticket costs the plan's price less the coupon's", async t => {
  const table: [why: string, plan: Partial<PlanFacts>, coupon: number | undefined, expected: bigint][] = [
    ['without a coupon', {}, undefined, 2990n],
    ['10.00 off', {}, 10, 1990n],
    ['9.80 off, which doubles cannot say', {}, 9.8, 2010n],
    ['a coupon worth nothing', {}, 0, 2990n],
    ['a coupon worth as much', {}, 29.9, 0n],
    ['a coupon worth more', {}, 100, 0n],
    ['a free plan', { price: 0 }, 10, 0n],
    ['no decimals', { price: 3000, currency: 'JPY' }, 500, 2500n],
    ['three decimals', { currency: 'KWD' }, 10, 19_900n],
    ['a coupon that is no amount of the currency', { price: 3000, currency: 'JPY' }, 0.5, 3000n],
    ['a plan that is no amount of the currency', { price: 29.5, currency: 'JPY' }, undefined, 0n],
  ]
  for (const [why, plan, off, expected] of table) {
    t.equal(ticketPrice(aPlan(plan), off === undefined ? undefined : aCoupon({ price: off })), expected, why)
  }
})

t.test('a price is never negative, and never above that of the plan', async () => {
  const cents = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(cents, cents, (full, off) => {
      const price = ticketPrice(aPlan({ price: full / 100 }), aCoupon({ price: off / 100 }))
      return price === BigInt(Math.max(0, full - off))
    }),
  )
})

t.test('an order that states the right price is not refused', async t => {
  const table: [why: string, order: Partial<OrderFacts>, plan: Partial<PlanFacts>, coupon?: CouponFacts][] = [
    ['the price of the plan', {}, {}],
    ['with a coupon', { price: 19.9, couponRef: 'discount-10' }, {}, aCoupon()],
    ['with a coupon of this plan', { price: 19.9, couponRef: 'discount-10' }, {}, aCoupon({ planRef: 'early-bird' })],
    ['made free by its coupon', { price: 0, couponRef: 'all-off' }, {}, aCoupon({ price: 30 })],
    ['a free plan', { price: 0 }, { price: 0 }],
    ['all seats there are', { quantity: 4 }, { capacity: 4 }],
    ['nothing', { quantity: 0 }, { capacity: 0 }],
    ['a coupon that is there but not named', {}, {}, aCoupon({ planRef: 'other' })],
  ]
  for (const [why, { status: _, ...order }, plan, coupon] of table) {
    // A coupon that is not named never reaches the price: the offer has none then.
    const offered = order.couponRef === undefined ? undefined : coupon
    t.equal(refusalOf(anOrder(order), { plan: aPlan(plan), coupon: offered, usedUp: false }), undefined, why)
  }
})

t.test('an order is refused for the first thing that is wrong with it', async t => {
  const wrongPrice = (should: string): Reason => ({
    reason: 'PriceMismatch',
    message: `Your price is not well suited with the plan and coupon! It should be: ${should}`,
  })
  const inactive: Reason = { reason: 'PlanInactive', message: 'The plan "early-bird" is not on sale' }
  const notFound: Reason = { reason: 'CouponNotFound', message: 'There is no coupon "discount-10"' }
  const notForIt: Reason = {
    reason: 'CouponNotApplicable',
    message: 'The coupon "discount-10" is not for the plan "early-bird"',
  }
  const many: Reason = { reason: 'TooMany', message: 'Too many tickets: 5 ordered, capacity 4; place a smaller order' }
  const couponRef = 'discount-10'
  const other = aCoupon({ planRef: 'other' })
  const table: [
    why: string,
    order: Partial<OrderFacts>,
    plan: Partial<PlanFacts>,
    coupon: CouponFacts | undefined,
    expected: Reason,
  ][] = [
    ['the plan is not on sale', {}, { active: false }, undefined, inactive],
    [
      '… before anything else',
      { price: 1, couponRef, quantity: 5 },
      { active: false, capacity: 4 },
      undefined,
      inactive,
    ],
    ['its coupon is not there', { couponRef }, {}, undefined, notFound],
    ['… before its price', { couponRef, price: 1 }, {}, undefined, notFound],
    ['its coupon is for another plan', { couponRef, price: 19.9 }, {}, other, notForIt],
    ['… before its price', { couponRef, price: 1 }, {}, other, notForIt],
    ['the full price with a coupon', { couponRef }, {}, aCoupon(), wrongPrice('19.90')],
    ['a cent too little', { price: 29.89 }, {}, undefined, wrongPrice('29.90')],
    ['a cent too much', { price: 29.91 }, {}, undefined, wrongPrice('29.90')],
    ['nothing for a plan that costs', { price: 0 }, {}, undefined, wrongPrice('29.90')],
    ['something for a free plan', { price: 1 }, { price: 0 }, undefined, wrongPrice('0.00')],
    ['no amount of the currency', { price: 29.9 }, { price: 30, currency: 'JPY' }, undefined, wrongPrice('30')],
    ['… not even for nothing', { price: 0.5 }, { price: 0, currency: 'JPY' }, undefined, wrongPrice('0')],
    ['a wrong price before too many', { price: 1, quantity: 5 }, { capacity: 4 }, undefined, wrongPrice('29.90')],
    ['more than all seats', { quantity: 5 }, { capacity: 4 }, undefined, many],
  ]
  for (const [why, { status: _, ...order }, plan, coupon, expected] of table) {
    t.strictSame(refusalOf(anOrder(order), { plan: aPlan(plan), coupon, usedUp: false }), expected, why)
  }
})

t.test('an order is refused for a coupon that others have used up', async t => {
  const usedUp = true
  const exhausted: Reason = { reason: 'CouponExhausted', message: 'The coupon "discount-10" is used up' }
  const order = anOrder({ couponRef: 'discount-10', price: 19.9 })
  const coupon = aCoupon({ planRef: 'early-bird', maxRedemptions: 1 })
  t.strictSame(exhaustedReason(order), exhausted)
  t.strictSame(refusalOf(order, { plan: aPlan(), coupon, usedUp }), exhausted)
  const wrong = anOrder({ couponRef: 'discount-10', price: 1, quantity: 5 })
  t.strictSame(refusalOf(wrong, { plan: aPlan({ capacity: 4 }), coupon, usedUp }), exhausted, 'before its price')
  const elsewhere = aCoupon({ planRef: 'other', maxRedemptions: 1 })
  t.match(refusalOf(order, { plan: aPlan(), coupon: elsewhere, usedUp }), { reason: 'CouponNotApplicable' })
  t.match(refusalOf(order, { plan: aPlan(), usedUp }), { reason: 'CouponNotFound' })
  t.match(refusalOf(order, { plan: aPlan({ active: false }), coupon, usedUp }), { reason: 'PlanInactive' })
})

t.test('there are too many only where seats are numbered', async t => {
  t.equal(refusalOfQuantity(anOrder({ quantity: 100 }), aPlan()), undefined)
  t.equal(refusalOfQuantity(anOrder({ quantity: 4 }), aPlan({ capacity: 4 })), undefined)
  t.strictSame(refusalOfQuantity(anOrder({ quantity: 1 }), aPlan({ capacity: 0 })), {
    reason: 'TooMany',
    message: 'Too many tickets: 1 ordered, capacity 0; place a smaller order',
  })
})

t.test('who waits for a plan that does not exist is told so', async t => {
  const notFound = { reason: 'PlanNotFound', message: 'There is no plan "early-bird"' }
  t.strictSame(missingPlanReason(anOrder()), notFound)
})

t.test('a plan is on sale while it is active', async t => {
  t.equal(refusalOfPlan(aPlan()), undefined)
  const inactive = { reason: 'PlanInactive', message: 'The plan "early-bird" is not on sale' }
  t.strictSame(refusalOfPlan(aPlan({ active: false })), inactive)
})

t.test('a coupon says nothing against an order that does not name one', async t => {
  const coupon = aCoupon({ planRef: 'other', maxRedemptions: 0 })
  t.equal(refusalOfCoupon(anOrder(), { plan: aPlan(), coupon, usedUp: true }), undefined)
  t.equal(refusalOfCoupon(anOrder(), { plan: aPlan(), usedUp: true }), undefined, 'nor one that does not exist')
})
