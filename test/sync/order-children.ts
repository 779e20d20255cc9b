import t from 'tap'
import { keptPayment, ticket } from '../../hooks/sync/order-children.ts'

t.strictSame(
  ticket('order-1-1000000', { name: 'order-1', namespace: 'conf' }),
  {
    apiVersion: 'app.corley.it/v1',
    kind: 'Ticket',
    metadata: { name: 'order-1-1000000', namespace: 'conf', labels: { 'orders.app.corley.it': 'order-1' } },
    spec: { orderRef: 'order-1' },
  },
  'a ticket names its order and never an attendee',
)

t.strictSame(
  keptPayment({ name: 'paypal-1', namespace: 'conf' }),
  { apiVersion: 'app.corley.it/v1', kind: 'Payment', metadata: { name: 'paypal-1', namespace: 'conf' } },
  'a payment is named, and nothing else of it is said',
)

t.strictSame(keptPayment({ name: 'paypal-1' }).metadata, { name: 'paypal-1' }, 'no namespace is made up')
