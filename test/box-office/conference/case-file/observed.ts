import t from 'tap'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { storedFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { aReservation, minuteAgo } from '../../../fixtures/objects.ts'

t.test('a reservation keeps the metadata for a write that replaces it', async t => {
  const object = aReservation({ metadata: { resourceVersion: '7', labels: { team: 'events' } } })
  const { generation: _, ...base } = object.metadata
  const managed = { ...object, metadata: { ...object.metadata, managedFields: [{ manager: 'somebody' }] } }
  t.strictSame(observe(managed), { stored: storedFacts(object), base, createdAt: minuteAgo })
})

t.test('a reservation that only the box office wrote takes less memory and has the same metadata', async t => {
  const spec = { planRef: 'plan', orderRef: 'order-1', orderUid: 'uid-of-order-1' }
  const owner = {
    apiVersion: 'app.corley.it/v1',
    kind: 'Order',
    name: 'order-1',
    uid: 'uid-of-order-1',
    controller: true,
  }
  const labels = {
    'controller-uid': 'uid-of-order-1',
    'orders.app.corley.it': 'order-1',
    'plans.app.corley.it': 'plan',
  }
  const metadata = { resourceVersion: '7', labels, ownerReferences: [owner] }
  const object = aReservation({ ...spec, metadata })
  const { generation: _, ...base } = object.metadata
  const observed = observe(object)
  t.strictSame([Object.keys(observed), observed.base, observed.createdAt], [['stored', 'createdAt'], base, minuteAgo])
  t.strictSame(observed.stored, storedFacts(object))
  const annotated = aReservation({ ...spec, metadata: { ...metadata, annotations: { note: 'x' } } })
  t.ok('base' in { ...observe(annotated) }, 'added metadata is kept')
})
