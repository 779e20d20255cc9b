import t from 'tap'
import { Order, orderKind } from '../../../hooks/schema/order/order.ts'
import { OrderSpec } from '../../../hooks/schema/order/order-spec.ts'
import { newOrder, OrderStatus } from '../../../hooks/schema/order/order-status.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, scale, selectable, spec, status } = orderKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['plan', 'string', '.spec.planRef', undefined],
    ['coupon', 'string', '.spec.couponRef', undefined],
    ['status', 'string', '.status.payment', undefined],
    ['current', 'integer', '.status.quantity', undefined],
    ['desired', 'integer', '.spec.quantity', undefined],
    ['price', 'number', '.spec.price', undefined],
    ['date', 'date', '.spec.date', undefined],
    ['reason', 'string', '.status.reason', 1],
    ['total', 'string', '.status.total', 1],
    ['paid', 'string', '.status.paid', 1],
    ['expires', 'string', '.status.expiresAt', 1],
    ['refund due', 'string', '.status.refundDue', 1],
    ['disputed', 'string', '.status.disputed', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: the order and its standing, and with -o wide the reason and the money',
)
t.strictSame(
  selectable,
  ['.spec.planRef', '.spec.couponRef', '.status.payment', '.status.reason'],
  'the orders of a plan, a coupon, a standing and a reason can be listed',
)
t.strictSame(
  scale,
  {
    specReplicasPath: '.spec.quantity',
    statusReplicasPath: '.status.quantity',
    labelSelectorPath: '.status.labelSelector',
  },
  'kubectl scale changes its quantity',
)
t.equal(spec, OrderSpec)
t.strictSame(status, { ...OrderStatus, default: newOrder }, 'its status is PENDING with a reason from the first moment')

const told = anOrder({
  couponRef: 'discount-10',
  cancelled: true,
  date: '2019-01-01T08:00:00Z',
  status: {
    payment: 'REJECTED',
    quantity: 1,
    labelSelector: 'orders.app.corley.it=order-1',
    reason: 'Cancelled',
    message: '',
    total: '29.90',
    paid: '-0.10',
    refundDue: '29.90 EUR and 5.00 USD',
    disputed: '29.90',
    currency: 'EUR',
    expiresAt: '2026-11-20T08:15:00Z',
    seats: [1, 2],
    poolRef: 'hall',
    conditions: [],
    observedGeneration: 2,
  },
})
t.equal(misfit(Order, told), undefined, 'an order with every field is valid')
t.equal(
  misfit(Order, { ...told, status: { payment: 'PAID', quantity: 1 } }),
  'it/status/payment must be equal to one of the allowed values',
)
