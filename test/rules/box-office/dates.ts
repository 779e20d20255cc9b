import t from 'tap'
import {
  isDatedReason,
  nextBoundary,
  refusalAfterSale,
  refusalBeforeSale,
  refusalOfDates,
  refusalOfLateCoupon,
} from '../../../hooks/rules/box-office/dates.ts'
import { aCoupon, aPlan } from '../../fixtures/rules/box-office.ts'
import { couponExpired, notYet, saleOver } from '../../fixtures/rules/reasons.ts'

const [before, start, between, end, after] = [7, 8, 9, 10, 11].map(hour => Date.UTC(2026, 10, 20, hour)) as [
  number,
  number,
  number,
  number,
  number,
]
const plan = aPlan({ salesStart: start, salesEnd: end })

t.test('a sale lasts from its start to its end', async t => {
  const askedAt = [before, start - 1, start, between, end - 1, end, after]
  t.strictSame(
    askedAt.map(askedAt => refusalOfDates(plan, { askedAt })),
    [notYet, notYet, undefined, undefined, undefined, saleOver, saleOver],
  )
  t.strictSame(
    askedAt.map(askedAt => refusalBeforeSale(plan, { askedAt })),
    [notYet, notYet, undefined, undefined, undefined, undefined, undefined],
  )
  t.strictSame(
    askedAt.map(askedAt => refusalAfterSale(plan, { askedAt })),
    [undefined, undefined, undefined, undefined, undefined, saleOver, saleOver],
  )
})

t.test('a sale without dates is neither early nor late', async t => {
  for (const askedAt of [before, between, after]) {
    t.equal(refusalOfDates(aPlan(), { askedAt }), undefined)
    t.equal(refusalOfLateCoupon(aCoupon(), { askedAt }), undefined, 'nor is a coupon')
  }
  t.equal(refusalOfDates(aPlan({ salesStart: start }), { askedAt: after }), undefined, 'without an end')
  t.equal(refusalOfDates(aPlan({ salesEnd: end }), { askedAt: before }), undefined, 'without a start')
})

t.test('a coupon is valid until its end', async t => {
  const coupon = aCoupon({ validUntil: end })
  t.strictSame(
    [before, end - 1, end, after].map(askedAt => refusalOfLateCoupon(coupon, { askedAt })),
    [undefined, undefined, couponExpired, couponExpired],
  )
})

t.test('only a refusal for a date is final at once', async t => {
  const reasons = [notYet, saleOver, couponExpired].map(({ reason }) => reason)
  t.strictSame(reasons.map(isDatedReason), [true, true, true])
  t.strictSame(['PlanInactive', 'PriceMismatch', 'CouponExhausted', '', undefined].map(isDatedReason), [
    false,
    false,
    false,
    false,
    false,
  ])
})

t.test('the next boundary of a sale is its first future date', async t => {
  t.strictSame(
    [before, start - 1, start, between, end - 1, end, after].map(now => nextBoundary(plan, now)),
    [start, start, end, end, end, undefined, undefined],
  )
  t.equal(nextBoundary(aPlan(), before), undefined, 'without dates there is none')
  t.equal(nextBoundary(aPlan({ salesStart: start }), before), start)
  t.equal(nextBoundary(aPlan({ salesEnd: end }), between), end)
})
