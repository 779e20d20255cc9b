import t from 'tap'
import { Payment, PaymentSpec, paymentKind, paymentStates } from '../../hooks/schema/payment.ts'
import { aPayment } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const { columns, selectable, spec, status } = paymentKind

t.strictSame(
  columns,
  [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    { name: 'state', type: 'string', jsonPath: '.spec.state' },
    { name: 'gross', type: 'string', jsonPath: '.spec.gross' },
    { name: 'currency', type: 'string', jsonPath: '.spec.currency' },
    { name: 'provider', type: 'string', jsonPath: '.spec.provider' },
    { name: 'age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ],
  'columns: the order and the amount',
)
t.strictSame(
  selectable,
  ['.spec.orderRef', '.spec.provider'],
  'the payments of an order and of a gateway can be listed',
)
t.strictSame([spec, status], [PaymentSpec, undefined], 'a payment has no status: it is a fact')
for (const state of paymentStates) t.equal(misfit(Payment, aPayment({ state })), undefined, state)
t.match(
  misfit(Payment, aPayment({ gross: '29,90' })),
  /^it\/spec\/gross must match pattern/,
  'an amount is a decimal string',
)
