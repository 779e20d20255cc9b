import type { Static } from 'typebox'
import { ageColumn, type Kind } from '../crd/kind.ts'
import { boundedName } from '../crd/names.ts'
import { storedObject } from '../crd/object.ts'
import { OrderSpec } from './order-spec.ts'
import { newOrder, OrderStatus } from './order-status.ts'

export const Order = storedObject('Order', OrderSpec, OrderStatus)
export type Order = Static<typeof Order>

const wideColumn = (name: string) => ({ name, type: 'string', priority: 1 }) as const

export const orderKind: Kind = {
  kind: 'Order',
  plural: 'orders',
  shortName: 'ord',
  scope: 'Namespaced',
  description: 'An order of tickets of one plan. It gets a reservation, and its tickets once it is paid.',
  spec: OrderSpec,
  // The order hook waits up to 2 minutes for the box office before it answers. Until then the order shows this default.
  status: Object.assign({}, OrderStatus, { default: newOrder }),
  rules: [
    boundedName,
    {
      rule: "!(has(self.status) && self.status.payment == 'CONFIRMED' && (self.spec.price > 0.0 || has(self.status.seats))) || self.spec.quantity <= oldSelf.spec.quantity",
      message: 'quantity must not grow once it is confirmed: place another order',
    },
  ],
  selectable: ['.spec.planRef', '.spec.couponRef', '.status.payment', '.status.reason'],
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
    { ...wideColumn('refund due'), jsonPath: '.status.refundDue' },
    { ...wideColumn('disputed'), jsonPath: '.status.disputed' },
    ageColumn,
  ],
  scale: {
    specReplicasPath: '.spec.quantity',
    statusReplicasPath: '.status.quantity',
    labelSelectorPath: '.status.labelSelector',
  },
}
