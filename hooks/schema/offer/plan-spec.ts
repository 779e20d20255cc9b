import Type from 'typebox'
import { withoutDecimals, withoutDecimalsAtGateways } from '../../rules/money.ts'
import { celList, currency, price } from '../crd/money.ts'
import { poolName } from '../crd/names.ts'
import { whenChanged } from '../crd/ratchet.ts'
import { comparableTime, fieldOptions, text, wholeNumber } from '../crd/structural.ts'

const longestHoldMinutes = 10_080

export const PlanSpec = Type.Object(
  {
    title: text(200, { description: 'The name of the plan for people.' }),
    description: Type.Optional(text(5000, { description: 'The contents of a ticket of this plan.', minLength: 0 })),
    price: price({
      description: 'The price of one ticket in currency, such as 29.90. Orders that are held or sold keep theirs.',
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
          'The number of seats; with poolRef, how many seats of the pool this plan may take. Absent: no limit of its own. The number may change; a plan cannot get or lose a capacity.',
      }),
    ),
    poolRef: Type.Optional(
      poolName({
        description:
          'The name of the SeatPool whose seats the plan sells. Other plans may share it. Absent: the plan has seats of its own, or none. It cannot change.',
      }),
    ),
    salesStart: Type.Optional(
      comparableTime({ description: 'When the sale begins: earlier orders are refused. Absent: at once.' }),
    ),
    salesEnd: Type.Optional(
      comparableTime({
        description:
          'When the sale ends: later orders are refused. Orders that wait by then are still served at their price. Absent: never.',
      }),
    ),
    maxPerOrder: Type.Optional(
      wholeNumber(1, 100, { description: 'The highest number of tickets of one order. Absent: 100.' }),
    ),
    hidden: Type.Optional(
      Type.Boolean({
        description:
          'Whether the plan is sold only with a coupon whose planRef it is. Absent: false. All other orders are refused with the reason PlanInactive.',
      }),
    ),
    holdMinutes: wholeNumber(1, longestHoldMinutes, {
      description: 'For how many minutes a seat is held for a payment: 15 by default.',
      default: 15,
    }),
    maxHoldMinutes: Type.Optional(
      wholeNumber(1, longestHoldMinutes, {
        description:
          'For how many minutes a seat is held at most if the order asks for more time (holdUntil). Absent: holdMinutes.',
      }),
    ),
    offerMinutes: Type.Optional(
      wholeNumber(1, longestHoldMinutes, {
        description:
          'For how many minutes a seat is held for an order that comes off the waitlist. Absent: holdMinutes.',
      }),
    ),
    pendingHours: Type.Optional(
      wholeNumber(0, 720, {
        description:
          'For how many hours a seat is held at most for money that a gateway has announced, such as a bank debit. Absent or 0: no longer than for other orders.',
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
        rule: `!(self.currency in ${celList([...withoutDecimals, ...withoutDecimalsAtGateways])}) || self.price == double(int(self.price))`,
        message:
          'price must be a whole number in a currency without decimals, or whose decimals gateways refuse (HUF, TWD)',
      }),
    ],
  }),
)
