import t from 'tap'
import type { OrderFacts } from '../../../hooks/rules/box-office/order.ts'
import type { CouponFacts, PlanFacts } from '../../../hooks/rules/box-office/plan.ts'
import {
  exhaustedReason,
  missingPlanReason,
  refusalOfCoupon,
  refusalOfNewOrder,
  refusalOfPlan,
  refusalOfRisenPrice,
  ticketPrice,
} from '../../../hooks/rules/box-office/price.ts'
import { decimal, payableUnit, priceInMinorUnits } from '../../../hooks/rules/money.ts'
import type { Reason } from '../../../hooks/rules/reservation.ts'
import { now } from '../../fixtures/objects.ts'
import { fc } from '../../fixtures/properties.ts'
import { aCoupon, anOrder, aPlan, aPool } from '../../fixtures/rules/box-office.ts'
import { couponExpired, notYet, saleOver } from '../../fixtures/rules/reasons.ts'

const askedAt = now
const couponRef = 'discount-10'

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

t.test('a percentage is rounded to payable units, half a unit up', async t => {
  const table: [why: string, plan: Partial<PlanFacts>, percent: number, expected: bigint][] = [
    ['half of 29.90', {}, 50, 1495n],
    ['10 % of 29.90', {}, 10, 2691n],
    ['33 % of 29.90 is 9.867', {}, 33, 2003n],
    ['50 % of 0.01 is half a cent, which is taken off', { price: 0.01 }, 50, 0n],
    ['49 % of 0.01 is less', { price: 0.01 }, 49, 1n],
    ['1 % of 0.50 is half a cent', { price: 0.5 }, 1, 49n],
    ['all of it', {}, 100, 0n],
    ['of nothing', { price: 0 }, 50, 0n],
    ['50 % of 1 JPY is half a yen', { price: 1, currency: 'JPY' }, 50, 0n],
    ['33 % of 3000 JPY', { price: 3000, currency: 'JPY' }, 33, 2010n],
    ['15 % of 0.50 KWD is 0.075, which no manifest can state', { price: 0.5, currency: 'KWD' }, 15, 420n],
    ['33 % of 19.90 KWD is 6.567', { price: 19.9, currency: 'KWD' }, 33, 13_330n],
    ['50 % of 999 HUF is half a forint', { price: 999, currency: 'HUF' }, 50, 49_900n],
    ['33 % of 1000 HUF', { price: 1000, currency: 'HUF' }, 33, 67_000n],
    ['a plan of an older version has a fraction of a forint', { price: 29.9, currency: 'HUF' }, 100, 0n],
    ['… and keeps it', { price: 29.9, currency: 'HUF' }, 50, 1490n],
    ['a plan that is no amount of the currency', { price: 29.5, currency: 'JPY' }, 50, 0n],
  ]
  for (const [why, plan, percent, expected] of table)
    t.equal(ticketPrice(aPlan(plan), aCoupon({ percent })), expected, why)
  t.equal(ticketPrice(aPlan(), aCoupon({ price: undefined })), 2990n, 'a coupon that takes nothing off')
})

t.test('the rounded discount differs from the exact one by at most half a payable unit', async () => {
  const anyUnits = fc.integer({ min: 0, max: 1_000_000 })
  const anyCurrency = fc.constantFrom('EUR', 'JPY', 'KWD', 'HUF', 'TWD')
  fc.assert(
    fc.property(anyUnits, anyCurrency, fc.integer({ min: 1, max: 100 }), (units, currency, percent) => {
      const unit = payableUnit(currency)
      const full = BigInt(units) * unit
      const plan = aPlan({ price: Number(decimal(full, currency)), currency })
      const price = ticketPrice(plan, aCoupon({ percent }))
      const [off, exactHundredfold] = [full - price, full * BigInt(percent)]
      const rest = 2n * (100n * off - exactHundredfold)
      const isHalfUp = rest > -100n * unit && rest <= 100n * unit
      // A buyer can state it in a manifest.
      const isStated = priceInMinorUnits(Number(Number(decimal(price, currency)).toFixed(2)), currency) === price
      return isHalfUp && isStated && price >= 0n && price <= full && price % unit === 0n
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
    t.equal(
      refusalOfNewOrder(anOrder(order), { plan: aPlan(plan), coupon: offered, usedUp: false, askedAt }),
      undefined,
      why,
    )
  }
})

t.test('the first fault of an order is the reason of its refusal', async t => {
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
    t.strictSame(
      refusalOfNewOrder(anOrder(order), { plan: aPlan(plan), coupon, usedUp: false, askedAt }),
      expected,
      why,
    )
  }
})

t.test('the message names a price that has risen since, and not one that has fallen', async t => {
  const found = (price: number, plan: number) =>
    refusalOfRisenPrice(anOrder({ price }), { plan: aPlan({ price: plan }) })
  t.equal(found(29.9, 29.9), undefined)
  t.equal(found(29.9, 19.9), undefined)
  t.strictSame(found(29.9, 29.91), { reason: 'PriceMismatch', message: 'A ticket now costs 29.91 EUR' })
  t.strictSame(
    found(29.999, 29.9),
    { reason: 'PriceMismatch', message: 'A ticket now costs 29.90 EUR' },
    'the order states no amount',
  )
})

t.test('an order is refused for a coupon that others have used up', async t => {
  const usedUp = true
  const exhausted: Reason = { reason: 'CouponExhausted', message: 'The coupon "discount-10" is used up' }
  const order = anOrder({ couponRef: 'discount-10', price: 19.9 })
  const coupon = aCoupon({ planRef: 'early-bird', maxRedemptions: 1 })
  t.strictSame(exhaustedReason(order), exhausted)
  t.strictSame(refusalOfNewOrder(order, { plan: aPlan(), coupon, usedUp, askedAt }), exhausted)
  const wrong = anOrder({ couponRef: 'discount-10', price: 1, quantity: 5 })
  t.strictSame(
    refusalOfNewOrder(wrong, { plan: aPlan({ capacity: 4 }), coupon, usedUp, askedAt }),
    exhausted,
    'before its price',
  )
  const elsewhere = aCoupon({ planRef: 'other', maxRedemptions: 1 })
  t.match(refusalOfNewOrder(order, { plan: aPlan(), coupon: elsewhere, usedUp, askedAt }), {
    reason: 'CouponNotApplicable',
  })
  t.match(refusalOfNewOrder(order, { plan: aPlan(), usedUp, askedAt }), { reason: 'CouponNotFound' })
  t.match(refusalOfNewOrder(order, { plan: aPlan({ active: false }), coupon, usedUp, askedAt }), {
    reason: 'PlanInactive',
  })
})

t.test('the dates of a sale are checked before the coupon and the price', async t => {
  const [eight, ten] = [Date.UTC(2026, 10, 20, 8), Date.UTC(2026, 10, 20, 10)]
  const refuse = (askedAt: number, plan: Partial<PlanFacts>, coupon?: Partial<CouponFacts>) => {
    const offer = { plan: aPlan(plan), coupon: coupon && aCoupon(coupon), usedUp: true, askedAt }
    return refusalOfNewOrder(anOrder({ price: 1, couponRef }), offer)
  }
  const dates = { salesStart: eight, salesEnd: ten }
  t.strictSame(refuse(eight - 1, dates), notYet)
  t.strictSame(refuse(ten, dates), saleOver)
  t.match(refuse(eight, dates), { reason: 'CouponNotFound' })
  t.match(refuse(ten, { ...dates, active: false }), { reason: 'PlanInactive' }, 'a closed plan says no more')
  t.strictSame(refuse(ten, {}, { validUntil: ten }), couponExpired, 'before it is used up')
  t.match(refuse(ten, {}, { validUntil: ten, planRef: 'other' }), { reason: 'CouponNotApplicable' })
  t.match(refuse(ten - 1, {}, { validUntil: ten }), { reason: 'CouponExhausted' })
})

t.test('a hidden plan is sold only with a coupon that names it', async t => {
  const hidden = aPlan({ hidden: true, salesEnd: 0 })
  const refuse = (said: Partial<CouponFacts> | undefined) => {
    const order = anOrder(said === undefined ? {} : { couponRef, price: 19.9 })
    return refusalOfNewOrder(order, { plan: hidden, coupon: said && aCoupon(said), usedUp: false, askedAt })
  }
  const inactive: Reason = { reason: 'PlanInactive', message: 'The plan "early-bird" is not on sale' }
  t.strictSame(refuse(undefined), inactive, 'without a coupon')
  t.strictSame(refuse({}), inactive, 'with a coupon for every plan')
  t.strictSame(refuse({ planRef: 'student' }), inactive, 'with a coupon for another one')
  t.match(refuse({ planRef: 'early-bird' }), { reason: 'SaleOver' }, 'with its coupon the order learns about the sale')
  const open = { plan: aPlan({ hidden: true }), coupon: aCoupon({ planRef: 'early-bird' }), usedUp: false, askedAt }
  t.equal(refusalOfNewOrder(anOrder({ couponRef, price: 19.9 }), open), undefined)
})

t.test('the number of tickets is checked last', async t => {
  const limits = { plan: aPlan({ poolRef: 'hall' }), pool: aPool({ capacity: 4 }), usedUp: false, askedAt }
  const many: Reason = {
    reason: 'TooMany',
    message: 'Too many tickets: 5 ordered, the pool "hall" has 4; place a smaller order',
  }
  t.strictSame(refusalOfNewOrder(anOrder({ quantity: 5 }), limits), many)
  t.match(refusalOfNewOrder(anOrder({ quantity: 5, price: 1 }), limits), { reason: 'PriceMismatch' })
  t.equal(
    refusalOfNewOrder(anOrder({ quantity: 5 }), { ...limits, pool: undefined }),
    undefined,
    'while its pool is missing',
  )
})

t.test('the reason of a missing plan names the plan', async t => {
  const notFound = { reason: 'PlanNotFound', message: 'There is no plan "early-bird"' }
  t.strictSame(missingPlanReason(anOrder()), notFound)
})

t.test('a plan is on sale while it is active', async t => {
  t.equal(refusalOfPlan(aPlan()), undefined)
  const inactive = { reason: 'PlanInactive', message: 'The plan "early-bird" is not on sale' }
  t.strictSame(refusalOfPlan(aPlan({ active: false })), inactive)
})

t.test('a coupon does not concern an order that names none', async t => {
  const coupon = aCoupon({ planRef: 'other', maxRedemptions: 0 })
  t.equal(refusalOfCoupon(anOrder(), { plan: aPlan(), coupon, usedUp: true, askedAt }), undefined)
  t.equal(
    refusalOfCoupon(anOrder(), { plan: aPlan(), usedUp: true, askedAt }),
    undefined,
    'nor one that does not exist',
  )
})
