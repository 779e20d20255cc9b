import t from 'tap'
import Type from 'typebox'
import {
  ObjectMeta,
  OwnerReference,
  storedObject,
  storedObjectWithoutStatus,
} from '../../../hooks/schema/crd/object.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const owner = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'uid-1' }
const metadata = {
  name: 'hall',
  namespace: 'conf',
  uid: 'uid-2',
  resourceVersion: '7',
  generation: 1,
  creationTimestamp: '2026-11-20T08:00:00Z',
  labels: { team: 'events' },
  annotations: { note: 'anything' },
  ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
  managedFields: [{ manager: 'kubectl' }],
}
const hall = { apiVersion: 'v1', kind: 'Hall', metadata, spec: { seats: 1 } }
const Spec = Type.Object({ seats: Type.Integer() })
const Status = Type.Object({ free: Type.Integer() })

t.test('metadata may have more fields than are read', async t => {
  t.equal(misfit(ObjectMeta, metadata), undefined)
  t.equal(misfit(ObjectMeta, { ...metadata, labels: { team: 1 } }), 'it/labels/team must be string')
  t.equal(misfit(ObjectMeta, { ...metadata, annotations: { note: 1 } }), 'it/annotations/note must be string')
  for (const field of ['name', 'uid', 'creationTimestamp'] as const) {
    const { [field]: _, ...rest } = metadata
    t.equal(misfit(ObjectMeta, rest), `it must have required property '${field}'`)
  }
  t.equal(misfit(OwnerReference, owner), undefined, 'an owner need not be the controller')
})

t.test('a stored object has its kind and a spec, and a status once it is written', async t => {
  const Hall = storedObject('Hall', Spec, Status)
  t.equal(misfit(Hall, hall), undefined)
  t.equal(misfit(Hall, { ...hall, status: { free: 1 } }), undefined)
  t.equal(misfit(Hall, { ...hall, status: {} }), "it/status must have required property 'free'")
  t.equal(misfit(Hall, { ...hall, kind: 'Room' }), 'it/kind must be equal to one of the allowed values')
})

t.test('a kind without a status ignores one', async t => {
  const Hall = storedObjectWithoutStatus('Hall', Spec)
  t.equal(misfit(Hall, { ...hall, status: 'whatever' }), undefined)
  t.equal(misfit(Hall, { ...hall, spec: {} }), "it/spec must have required property 'seats'")
})
