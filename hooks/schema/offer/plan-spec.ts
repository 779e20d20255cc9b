import Type from 'typebox'
import { celList, currency, price, wholePriceCurrencies } from '../crd/money.ts'
import { poolName } from '../crd/names.ts'
import { whenChanged } from '../crd/ratchet.ts'
import { comparableTime, fieldOptions, oneOf, text, wholeNumber } from '../crd/structural.ts'

const longestHoldMinutes = 10_080

export const PlanSpec = Type.Object(
  {
    title: text(200, { description: 'The name of the plan for people.' }),
    description: Type.Optional(text(5000, { description: 'The contents of a ticket of this plan.', minLength: 0 })),
    price: price({
      description:
        'The price of one ticket in currency, such as 29.90. Waitlisted, held and sold orders keep their price.',
    }),
    active: Type.Boolean({
      description:
        'Whether the plan is on sale: true by default. While it is false, new orders are refused, and nobody on the waitlist is served.',
      default: true,
    }),
    currency: currency({ description: 'The ISO 4217 code of the currency of price: EUR by default.', default: 'EUR' }),
    capacity: Type.Optional(
      wholeNumber(0, 999_999, {
        description:
          'The number of seats; with poolRef, the most seats of the pool that this plan may sell. Absent: no limit of its own. The number may change, but it cannot be added to a plan or removed from it.',
      }),
    ),
    poolRef: Type.Optional(
      poolName({
        description:
          'The name of the SeatPool whose seats the plan sells. Other plans may share it. Absent: the plan has seats of its own, or none. It cannot change.',
      }),
    ),
    salesStart: Type.Optional(
      comparableTime({
        description: 'The start of the sale: earlier orders are refused. Absent: the sale has started.',
      }),
    ),
    salesEnd: Type.Optional(
      comparableTime({
        description:
          'The end of the sale: later orders are refused. Orders that are on the waitlist by then are still served, at their price. Absent: no end.',
      }),
    ),
    maxPerOrder: Type.Optional(
      wholeNumber(1, 100, { description: 'The highest number of tickets of one order. Absent: 100.' }),
    ),
    hidden: Type.Optional(
      Type.Boolean({
        description:
          'Whether the plan is sold only with a coupon that names it in planRef. Absent: false. All other orders are refused with the reason PlanInactive.',
      }),
    ),
    holdMinutes: wholeNumber(1, longestHoldMinutes, {
      description: 'The time in minutes for which a seat is held for its payment: 15 minutes by default.',
      default: 15,
    }),
    maxHoldMinutes: Type.Optional(
      wholeNumber(1, longestHoldMinutes, {
        description:
          'The longest hold in minutes for an order that asks for more time (holdUntil), from the start of the hold. Absent: holdMinutes.',
      }),
    ),
    offerMinutes: Type.Optional(
      wholeNumber(1, longestHoldMinutes, {
        description:
          'The time in minutes for which a seat is held for an order that comes off the waitlist. Absent: holdMinutes.',
      }),
    ),
    pendingHours: Type.Optional(
      wholeNumber(0, 720, {
        description:
          'The longest hold in hours while a gateway has announced the money, such as a bank debit, from the start of the hold. Absent or 0: announced money does not prolong a hold.',
      }),
    ),
    refunds: Type.Optional(
      oneOf(
        {
          Manual: 'A person decides, and creates a Refund or sends the money back at the gateway.',
          Automatic:
            'The cashier creates a Refund for money that buys nothing: late payments, overpayments, and payments of orders that were refused or were cancelled by cancelUntil.',
        },
        { description: 'How money that is due goes back to buyers. Absent: Manual.' },
      ),
    ),
    cancelUntil: Type.Optional(
      comparableTime({
        description:
          'With refunds Automatic: the time until which a cancelled order is refunded automatically. A person decides on later cancellations. Absent: every cancelled order is refunded automatically.',
      }),
    ),
  },
  fieldOptions({
    description: 'The tickets on sale, and their price.',
    rules: [
      {
        rule: 'has(self.capacity) == has(oldSelf.capacity)',
        message: 'capacity must not be added or removed: create another plan',
      },
      {
        rule: 'has(self.poolRef) == has(oldSelf.poolRef) && (!has(self.poolRef) || self.poolRef == oldSelf.poolRef)',
        message: 'poolRef must not change: create another plan',
      },
      whenChanged(['salesStart', 'salesEnd'], {
        rule: '!has(self.salesStart) || !has(self.salesEnd) || timestamp(self.salesStart) < timestamp(self.salesEnd)',
        message: 'salesEnd must be later than salesStart',
      }),
      whenChanged(['holdMinutes', 'maxHoldMinutes'], {
        rule: '!has(self.maxHoldMinutes) || self.maxHoldMinutes >= self.holdMinutes',
        message: 'maxHoldMinutes must be at least holdMinutes',
      }),
      whenChanged(['price', 'currency'], {
        rule: `!(self.currency in ${celList(wholePriceCurrencies)}) || self.price == double(int(self.price))`,
        message:
          'price must be a whole number in a currency without decimals, or whose decimals gateways refuse (HUF, TWD)',
      }),
    ],
  }),
)
