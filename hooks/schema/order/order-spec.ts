import Type from 'typebox'
import { price } from '../crd/money.ts'
import { couponName, planName } from '../crd/names.ts'
import { calendarRule, comparableTime, fieldOptions, time, wholeNumber } from '../crd/structural.ts'

const immutableRule = (field: string) => ({
  rule: 'self == oldSelf',
  message: `${field} must not change: place another order`,
})
const optionalImmutableRule = (field: string) => ({
  rule: `has(self.${field}) == has(oldSelf.${field}) && (!has(self.${field}) || self.${field} == oldSelf.${field})`,
  message: `${field} must not change: place another order`,
})

export const OrderSpec = Type.Object(
  {
    planRef: planName({
      description: 'The name of the plan whose tickets are ordered. It cannot change.',
      rules: [immutableRule('planRef')],
    }),
    couponRef: Type.Optional(
      couponName({ description: 'The name of a coupon to redeem. It cannot change. Absent: no coupon.' }),
    ),
    price: price({
      description:
        'The price of one ticket that the buyer agrees to, in the currency of the plan, after the coupon. It cannot change. An order at any other price is rejected (PriceMismatch).',
      rules: [immutableRule('price')],
    }),
    date: Type.Optional(
      time({
        description: 'The time of the order, as the buyer gives it. It is only shown, and cannot change.',
        rules: [calendarRule],
      }),
    ),
    quantity: wholeNumber(0, 100, {
      description:
        'The number of tickets: 1 by default. kubectl scale changes it. A confirmed order that is paid or has seats can only shrink.',
      default: 1,
    }),
    holdUntil: Type.Optional(
      comparableTime({
        description:
          'The end of the hold that the buyer asks for: at most maxHoldMinutes of the plan after the start of the hold. An earlier time than the usual end changes nothing. Absent: the usual end, after holdMinutes, or after offerMinutes for an order from the waitlist. It can only become later.',
      }),
    ),
    cancelled: Type.Optional(
      Type.Boolean({
        description:
          'Whether the order is cancelled: true cancels it for good, and deletes its tickets. Absent: false.',
      }),
    ),
  },
  fieldOptions({
    description: 'The order as the buyer wants it.',
    rules: [
      optionalImmutableRule('couponRef'),
      optionalImmutableRule('date'),
      {
        rule: '!(has(oldSelf.cancelled) && oldSelf.cancelled) || (has(self.cancelled) && self.cancelled)',
        message: 'cancelled must not be taken back: place another order',
      },
      {
        rule: '!has(oldSelf.holdUntil) || (has(self.holdUntil) && (self.holdUntil == oldSelf.holdUntil || timestamp(self.holdUntil) >= timestamp(oldSelf.holdUntil)))',
        message: 'holdUntil must not become earlier: an unpaid hold ends by itself; to end it now, cancel the order',
      },
    ],
  }),
)
