import Type, { type Static } from 'typebox'
import { Conditions, ObservedGeneration } from './crd/condition.ts'
import type { Kind } from './crd/kind.ts'
import { currency, price, sum } from './crd/money.ts'
import { boundedName, couponName, planName } from './crd/names.ts'
import { storedObject } from './crd/object.ts'
import { fieldOptions, oneOf, text, time, wholeNumber } from './crd/structural.ts'

const immutableRule = (field: string) => ({
  rule: 'self == oldSelf',
  message: `${field} must not change: place another order`,
})
const optionalImmutableRule = (field: string) => ({
  rule: `has(self.${field}) == has(oldSelf.${field}) && (!has(self.${field}) || self.${field} == oldSelf.${field})`,
  message: `${field} must not change: place another order`,
})

// The pattern of a time does not know the length of months: it accepts 30 February.
const calendarRule = {
  rule: '!format.datetime().validate(self).hasValue()',
  message: 'must be a day of the calendar',
}

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
        'The price of one ticket that the buyer agrees to, in the currency of the plan, after the coupon. It cannot change. Another price than the actual one is rejected (PriceMismatch).',
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
    cancelled: Type.Optional(
      Type.Boolean({
        description:
          'Whether the order is cancelled: absent means false. It cannot be taken back, and deletes the tickets.',
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
    ],
  }),
)

export const OrderStatus = Type.Object(
  {
    payment: oneOf(
      {
        PENDING: 'The order waits: for the box office, for a seat, or for its payment.',
        CONFIRMED: 'The order is sold, and has its tickets.',
        REJECTED: 'The order was refused, cancelled or refunded, or its hold lapsed. It has no tickets.',
      },
      { description: 'The standing of the order; reason and message explain it.' },
    ),
    quantity: wholeNumber(0, 1_000_000, { description: 'The number of tickets that exist.' }),
    labelSelector: Type.Optional(
      text(128, {
        description: 'The label selector of the tickets of the order, as in kubectl get tickets --selector.',
      }),
    ),
    reason: Type.Optional(
      text(64, { description: 'The reason of the standing, in one CamelCase word. docs/reasons.md explains each.' }),
    ),
    message: Type.Optional(
      text(1024, {
        description: 'The reason of the standing, in a sentence for people: the amount, the time, and the next step.',
        minLength: 0,
      }),
    ),
    total: Type.Optional(
      sum({
        description:
          'The cost of the order, in currency: its price for each ticket that it requests and that is held or sold.',
      }),
    ),
    paid: Type.Optional(sum({ description: 'The amount paid for the order, minus refunds, in currency.' })),
    currency: Type.Optional(
      currency({
        description: 'The ISO 4217 code of the currency of total and paid. Absent until the order is decided.',
      }),
    ),
    expiresAt: Type.Optional(
      time({
        description:
          'When the hold ends unless the order is paid. The hold lapses 30 seconds later. Absent without a hold that ends.',
      }),
    ),
    seats: Type.Optional(
      Type.Array(wholeNumber(1, 999_999, { description: 'The number of a seat.' }), {
        description: 'The numbers of the seats that the order keeps. Absent where the plan has no capacity.',
        maxItems: 100,
        'x-kubernetes-list-type': 'set',
      }),
    ),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  fieldOptions({ description: 'The state of the order. Only the order hook writes it.' }),
)
export type OrderStatus = Static<typeof OrderStatus>

export const Order = storedObject('Order', OrderSpec, OrderStatus)
export type Order = Static<typeof Order>

/** The status of an order that no hook has answered yet. */
export const newOrder: OrderStatus = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'Reserving',
  message: 'Waiting for the box office to decide (does the plan exist?)',
}

const wideColumn = (name: string) => ({ name, type: 'string', priority: 1 }) as const

export const orderKind: Kind = {
  kind: 'Order',
  plural: 'orders',
  shortName: 'ord',
  scope: 'Namespaced',
  description: 'An order of tickets of one plan. It gets a reservation, and its tickets once it is paid.',
  spec: OrderSpec,
  // The default status is correct from the start: the order hook waits up to 2 minutes for the box office before it answers.
  status: Object.assign({}, OrderStatus, { default: newOrder }),
  rules: [
    boundedName,
    {
      rule: "!(has(self.status) && self.status.payment == 'CONFIRMED' && (self.spec.price > 0.0 || has(self.status.seats))) || self.spec.quantity <= oldSelf.spec.quantity",
      message: 'quantity must not grow once it is confirmed: place another order',
    },
  ],
  columns: [
    { name: 'plan', type: 'string', jsonPath: '.spec.planRef' },
    { name: 'coupon', type: 'string', jsonPath: '.spec.couponRef' },
    { name: 'status', type: 'string', jsonPath: '.status.payment' },
    { name: 'current', type: 'integer', jsonPath: '.status.quantity' },
    { name: 'desired', type: 'integer', jsonPath: '.spec.quantity' },
    { name: 'price', type: 'number', jsonPath: '.spec.price' },
    { name: 'date', type: 'date', jsonPath: '.spec.date' },
    { ...wideColumn('reason'), jsonPath: '.status.reason' },
    { ...wideColumn('total'), jsonPath: '.status.total' },
    { ...wideColumn('paid'), jsonPath: '.status.paid' },
    { ...wideColumn('expires'), jsonPath: '.status.expiresAt' },
    { ...wideColumn('refund due'), jsonPath: '.status.conditions[?(@.type=="RefundDue")].status' },
  ],
  scale: {
    specReplicasPath: '.spec.quantity',
    statusReplicasPath: '.status.quantity',
    labelSelectorPath: '.status.labelSelector',
  },
}
