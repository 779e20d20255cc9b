import t from 'tap'
import { Coupon, CouponSpec, couponKind } from '../../../hooks/schema/offer/coupon.ts'
import { aCoupon } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, spec, status } = couponKind

t.strictSame(columns, [{ name: 'price', type: 'number', jsonPath: '.spec.price' }], 'what it is worth')
t.strictSame([spec, status], [CouponSpec, undefined], 'a coupon has no status: only people write it')
t.equal(
  misfit(Coupon, aCoupon({ planRef: 'plan', maxRedemptions: 5 })),
  undefined,
  'a coupon with every field is valid',
)
t.equal(misfit(Coupon, { ...aCoupon(), spec: {} }), "it/spec must have required property 'price'")
