import Type, { type Static } from 'typebox'
import { ageColumn, type Kind } from '../crd/kind.ts'
import { price } from '../crd/money.ts'
import { planName } from '../crd/names.ts'
import { storedObjectWithoutStatus } from '../crd/object.ts'
import { whenChanged } from '../crd/ratchet.ts'
import { comparableTime, fieldOptions, wholeNumber } from '../crd/structural.ts'

/** A limit may only rise, so that every order keeps what it holds with the coupon. */
const risingRule = (field: string) => ({
  rule: `has(self.${field}) == has(oldSelf.${field}) && (!has(self.${field}) || self.${field} >= oldSelf.${field})`,
  message: `${field} must only rise: to stop a coupon, delete it`,
})

export const CouponSpec = Type.Object(
  {
    price: Type.Optional(
      price({
        description:
          'The amount that the coupon takes off the price of one ticket, in the currency of the plan. The price never falls below 0. A coupon has either price or percent.',
      }),
    ),
    percent: Type.Optional(
      wholeNumber(1, 100, {
        description:
          'The percentage that the coupon takes off the price of one ticket. The amount is rounded to the smallest unit of the currency that gateways accept; half a unit is rounded up.',
      }),
    ),
    planRef: Type.Optional(
      planName({
        description: 'The name of the only plan that the coupon is for. Absent: every plan. It cannot change.',
      }),
    ),
    maxRedemptions: Type.Optional(
      wholeNumber(0, 1_000_000, {
        description:
          'The number of orders that may redeem the coupon. Absent: no limit. The number can only rise; to stop the coupon, delete it.',
      }),
    ),
    maxTickets: Type.Optional(
      wholeNumber(0, 1_000_000, {
        description:
          'The number of tickets that orders may get with the coupon, over all orders. Absent: no limit. The number can only rise; to stop the coupon, delete it.',
      }),
    ),
    maxPerOrder: Type.Optional(
      wholeNumber(1, 100, { description: 'The highest number of tickets of one order with the coupon. Absent: 100.' }),
    ),
    validUntil: Type.Optional(
      comparableTime({
        description: 'The time until which orders may redeem the coupon: later orders are refused. Absent: no end.',
      }),
    ),
  },
  fieldOptions({
    description: 'The value of the coupon, the plan that it is for, and its limits.',
    rules: [
      whenChanged(['price', 'percent'], {
        rule: 'has(self.price) != has(self.percent)',
        message: 'exactly one of price and percent must be given',
      }),
      {
        rule: 'has(self.planRef) == has(oldSelf.planRef) && (!has(self.planRef) || self.planRef == oldSelf.planRef)',
        message: 'planRef must not change: create another coupon',
      },
      risingRule('maxRedemptions'),
      risingRule('maxTickets'),
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
  description: 'An amount or a percentage off the price of every ticket of an order that names it.',
  spec: CouponSpec,
  columns: [
    { name: 'price', type: 'number', jsonPath: '.spec.price' },
    { name: 'percent', type: 'integer', jsonPath: '.spec.percent', priority: 1 },
    { name: 'plan', type: 'string', jsonPath: '.spec.planRef', priority: 1 },
    { name: 'max redemptions', type: 'integer', jsonPath: '.spec.maxRedemptions', priority: 1 },
    { name: 'max tickets', type: 'integer', jsonPath: '.spec.maxTickets', priority: 1 },
    { name: 'max per order', type: 'integer', jsonPath: '.spec.maxPerOrder', priority: 1 },
    { name: 'valid until', type: 'string', jsonPath: '.spec.validUntil', priority: 1 },
    ageColumn,
  ],
}
