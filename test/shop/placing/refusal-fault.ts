import t from 'tap'
import { orderReasons } from '../../../hooks/schema/reasons/order-reasons.ts'
import { refusalFault } from '../../../hooks/shop/placing/refusal-fault.ts'

t.test('each refusal of a new order is a fault of a field', async t => {
  const refusals = [
    ...['PlanInactive', 'NotYetOnSale', 'SaleOver', 'CouponNotFound', 'CouponNotApplicable', 'CouponExpired'],
    ...['CouponExhausted', 'TooMany', 'PriceMismatch'],
  ]
  const known = orderReasons.reasons.map(({ reason }) => reason)
  t.ok(refusals.every(reason => known.includes(reason)))
  t.strictSame(
    refusals.map(reason => Object.values(refusalFault(reason, 4)).join(' ')),
    [
      ...['plan notOnSale', 'plan notOnSale', 'plan notOnSale', 'coupon couponUnknown', 'coupon couponNotForPlan'],
      ...['coupon couponExpired', 'coupon couponUsedUp', 'quantity tooMany 4', 'plan notOnSale'],
    ],
  )
})
