import t from 'tap'
import { OrderSpec } from '../../../hooks/schema/order/order-spec.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const spec = {
  ...anOrder().spec,
  couponRef: 'discount-10',
  date: '2019-01-01T08:00:00Z',
  holdUntil: '2026-12-01T00:00:00Z',
  cancelled: true,
}

t.equal(misfit(OrderSpec, spec), undefined, 'a spec with every field is valid')
t.match(misfit(OrderSpec, { ...spec, quantity: 101 }), /quantity must be <= 100/)
t.equal(misfit(OrderSpec, { ...spec, holdUntil: '' }), 'it/holdUntil must NOT have fewer than 1 characters')

const rulesOf = (schema: object) =>
  ((schema as { 'x-kubernetes-validations'?: { message: string }[] })['x-kubernetes-validations'] ?? []).map(
    ({ message }) => message,
  )
t.strictSame(
  [OrderSpec, OrderSpec.properties.planRef, OrderSpec.properties.price].flatMap(rulesOf),
  [
    'couponRef must not change: place another order',
    'date must not change: place another order',
    'cancelled must not be taken back: place another order',
    'holdUntil must not become earlier: an unpaid hold ends by itself; to end it now, cancel the order',
    'planRef must not change: place another order',
    'must have at most two decimals',
    'price must not change: place another order',
  ],
  'nothing but the quantity changes, cancelled is final, and a hold is only prolonged',
)
