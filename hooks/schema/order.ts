import Type, { type Static } from 'typebox'
import { Conditions, ObservedGeneration } from './crd/condition.ts'
import type { Kind } from './crd/kind.ts'
import { currency, price, sum } from './crd/money.ts'
import { boundedName, couponName, planName } from './crd/names.ts'
import { stored } from './crd/object.ts'
import { described, oneOf, text, time, whole } from './crd/structural.ts'

const unchanged = (field: string) => ({
  rule: 'self == oldSelf',
  message: `${field} must not change: place another order`,
})
const unchangedIfAny = (field: string) => ({
  rule: `has(self.${field}) == has(oldSelf.${field}) && (!has(self.${field}) || self.${field} == oldSelf.${field})`,
  message: `${field} must not change: place another order`,
})

// The pattern of a time knows no months: it lets 30 February pass.
const ofTheCalendar = {
  rule: '!format.datetime().validate(self).hasValue()',
  message: 'must be a day of the calendar',
}

export const OrderSpec = Type.Object(
  {
    planRef: planName({ description: 'The plan that is ordered.', rules: [unchanged('planRef')] }),
    couponRef: Type.Optional(couponName({ description: 'The coupon that is used.' })),
    price: price({ description: 'The price of one ticket the buyer agrees to.', rules: [unchanged('price')] }),
    date: Type.Optional(time({ description: 'When the buyer ordered.', rules: [ofTheCalendar] })),
    quantity: whole(0, 100, { description: 'How many tickets are ordered.', default: 1 }),
    cancelled: Type.Optional(Type.Boolean({ description: 'Whether the order is cancelled, which is for good.' })),
  },
  described({
    description: 'What the buyer wants.',
    rules: [
      unchangedIfAny('couponRef'),
      unchangedIfAny('date'),
      {
        rule: '!(has(oldSelf.cancelled) && oldSelf.cancelled) || (has(self.cancelled) && self.cancelled)',
        message: 'cancelled must not be taken back: place another order',
      },
    ],
  }),
)

export const OrderStatus = Type.Object(
  {
    payment: oneOf(['PENDING', 'CONFIRMED', 'REJECTED'], { description: 'Where the order stands.' }),
    quantity: whole(0, 1_000_000, { description: 'How many tickets there are.' }),
    labelSelector: Type.Optional(text(128, { description: 'Selects the tickets of the order.' })),
    reason: Type.Optional(text(64, { description: 'Why it stands there, in one CamelCase word.' })),
    message: Type.Optional(text(1024, { description: 'Why it stands there, in a sentence.', minLength: 0 })),
    total: Type.Optional(sum({ description: 'What the order costs.' })),
    paid: Type.Optional(sum({ description: 'What has been paid for it, less what was refunded.' })),
    currency: Type.Optional(currency({ description: 'The currency of total and paid.' })),
    expiresAt: Type.Optional(time({ description: 'When its hold ends, if nothing is paid.' })),
    seats: Type.Optional(
      Type.Array(whole(1, 999_999, { description: 'The number of a seat.' }), {
        description: 'The seats it keeps. Absent without capacity.',
        maxItems: 100,
        'x-kubernetes-list-type': 'set',
      }),
    ),
    conditions: Type.Optional(Conditions),
    observedGeneration: ObservedGeneration,
  },
  described({ description: 'What has become of it. Written by the order hook only.' }),
)
export type OrderStatus = Static<typeof OrderStatus>

export const Order = stored('Order', OrderSpec, OrderStatus)
export type Order = Static<typeof Order>

/** What is said of an order that no hook has answered. */
export const newOrder: OrderStatus = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'Reserving',
  message: 'Waiting for the plan to decide (does the plan exist?)',
}

const wide = (name: string) => ({ name, type: 'string', priority: 1 }) as const

export const orderKind: Kind = {
  kind: 'Order',
  plural: 'orders',
  shortName: 'ord',
  scope: 'Namespaced',
  description: 'An order of tickets of one plan. It gets a reservation, and its tickets once it is paid.',
  spec: OrderSpec,
  // All of it reads right from the first moment: the order hook does not answer before the plan has decided.
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
    { ...wide('reason'), jsonPath: '.status.reason' },
    { ...wide('total'), jsonPath: '.status.total' },
    { ...wide('paid'), jsonPath: '.status.paid' },
    { ...wide('expires'), jsonPath: '.status.expiresAt' },
    { ...wide('refund due'), jsonPath: '.status.conditions[?(@.type=="RefundDue")].status' },
  ],
  scale: {
    specReplicasPath: '.spec.quantity',
    statusReplicasPath: '.status.quantity',
    labelSelectorPath: '.status.labelSelector',
  },
}
