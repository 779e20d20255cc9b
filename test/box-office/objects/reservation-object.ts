import t from 'tap'
import { reservationObject } from '../../../hooks/box-office/objects/reservation-object.ts'
import { aReservation } from '../../fixtures/objects.ts'
import { frozen } from '../../fixtures/requests.ts'

const { spec } = aReservation({ planRef: 'plan' })
const order = { name: 'order-1', uid: 'uid-of-order-1' }
const labels = {
  'controller-uid': 'uid-of-order-1',
  'orders.app.corley.it': 'order-1',
  'plans.app.corley.it': 'plan',
}
const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', ...order, controller: true }

t.strictSame(
  reservationObject(frozen({ name: 'order-1', spec, order }), 'conf'),
  {
    apiVersion: 'app.corley.it/v1',
    kind: 'Reservation',
    metadata: { name: 'order-1', namespace: 'conf', labels, ownerReferences: [owner] },
    spec,
  },
  'a new reservation is owned by its order, and does not keep that from being deleted',
)

t.test('metadata of others stays, and the plan no longer owns the reservation', async t => {
  const plan = { apiVersion: 'app.corley.it/v1', kind: 'Plan', name: 'plan', uid: 'uid-of-plan', controller: true }
  const other = { apiVersion: 'v1', kind: 'ConfigMap', name: 'other', uid: 'uid-of-other' }
  const base = {
    name: 'order-1',
    namespace: 'conf',
    uid: 'uid-of-reservation',
    resourceVersion: '7',
    creationTimestamp: '2026-11-20T07:59:00Z',
    labels: { team: 'events', 'controller-uid': 'uid-of-plan' },
    annotations: { note: 'anything' },
    finalizers: ['example.com/keep'],
    ownerReferences: [plan, other, { ...owner, controller: false }],
  }
  t.strictSame(reservationObject(frozen({ name: 'order-1', spec, order, base }), 'conf').metadata, {
    ...base,
    labels: { team: 'events', ...labels },
    ownerReferences: [owner, other],
  })
})

t.test('a reservation that names no plan has no plan label', async t => {
  const { spec } = aReservation()
  const { 'plans.app.corley.it': _, ...others } = labels
  t.strictSame(reservationObject({ name: 'order-1', spec, order }, 'conf').metadata.labels, others)
})
