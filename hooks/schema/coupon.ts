import Type, { type Static } from 'typebox'
import type { Kind } from './crd/kind.ts'
import { price } from './crd/money.ts'
import { planName } from './crd/names.ts'
import { storedObjectWithoutStatus } from './crd/object.ts'
import { whenChanged } from './crd/ratchet.ts'
import { fieldOptions, wholeNumber } from './crd/structural.ts'

export const CouponSpec = Type.Object(
  {
    price: price({
      description:
        "The amount that is taken off one ticket's price, in the currency of the plan. The result is never below 0.",
    }),
    planRef: Type.Optional(
      planName({
        description: 'The name of the only plan that the coupon is for. Absent: every plan. It cannot change.',
      }),
    ),
    maxRedemptions: Type.Optional(
      wholeNumber(0, 1_000_000, {
        description:
          'The number of orders that may redeem the coupon. Absent: no limit. It can only rise; delete the coupon to stop it.',
      }),
    ),
  },
  fieldOptions({
    description: 'The value of the coupon, and the plan that it is for.',
    rules: [
      {
        rule: 'has(self.planRef) == has(oldSelf.planRef) && (!has(self.planRef) || self.planRef == oldSelf.planRef)',
        message: 'planRef must not change: create another coupon',
      },
      whenChanged(['planRef', 'maxRedemptions'], {
        rule: '!has(self.maxRedemptions) || has(self.planRef)',
        message: 'planRef must be given with maxRedemptions, so that one plan counts them',
      }),
      {
        rule: 'has(self.maxRedemptions) == has(oldSelf.maxRedemptions) && (!has(self.maxRedemptions) || self.maxRedemptions >= oldSelf.maxRedemptions)',
        message: 'maxRedemptions must only rise: to stop a coupon, delete it',
      },
    ],
  }),
)

export const Coupon = storedObjectWithoutStatus('Coupon', CouponSpec)
export type Coupon = Static<typeof Coupon>

export const couponKind: Kind = {
  kind: 'Coupon',
  plural: 'coupons',
  shortName: 'cpn',
  scope: 'Namespaced',
  description: 'An amount off the price of every ticket of an order that names it.',
  spec: CouponSpec,
  columns: [{ name: 'price', type: 'number', jsonPath: '.spec.price' }],
}
