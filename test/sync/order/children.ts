import t from 'tap'
import { keptChild, keptTicket, newTicket } from '../../../hooks/sync/order/children.ts'

const spec = { planRef: 'early-bird' }
const labels = { 'orders.app.corley.it': 'order-1', 'plans.app.corley.it': 'early-bird' }

t.strictSame(
  keptTicket('order-1-1000000', { metadata: { name: 'order-1', namespace: 'conf' }, spec }),
  {
    apiVersion: 'app.corley.it/v1',
    kind: 'Ticket',
    metadata: { name: 'order-1-1000000', namespace: 'conf', labels },
    spec: { orderRef: 'order-1' },
  },
  'a ticket names its order and plan, and never an attendee',
)

t.strictSame(
  newTicket('plan-0000001', { metadata: { name: 'order-1', namespace: 'conf', generation: 2 }, spec }, 'uid/3'),
  {
    apiVersion: 'app.corley.it/v1',
    kind: 'Ticket',
    metadata: {
      name: 'plan-0000001',
      namespace: 'conf',
      labels,
      annotations: { 'orders.app.corley.it/generation': '2', 'orders.app.corley.it/reservation': 'uid/3' },
    },
    spec: { orderRef: 'order-1' },
  },
  'a new ticket names its order and its reservation',
)

t.equal(
  newTicket('plan-0000001', { metadata: { name: 'order-1' }, spec }, 'uid/3').metadata.annotations?.[
    'orders.app.corley.it/generation'
  ],
  '0',
  'an order without a generation is older than any other',
)

for (const kind of ['Payment', 'Reservation'] as const) {
  t.strictSame(
    keptChild(kind, { name: 'child-1', namespace: 'conf' }),
    { apiVersion: 'app.corley.it/v1', kind, metadata: { name: 'child-1', namespace: 'conf' } },
    `a ${kind} is named, and nothing else of it is said`,
  )
}

t.strictSame(keptChild('Payment', { name: 'paypal-1' }).metadata, { name: 'paypal-1' }, 'no namespace is made up')
