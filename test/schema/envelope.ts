import t from 'tap'
import Type from 'typebox'
import {
  CustomizeResponse,
  customizeRequest,
  desiredObject,
  keys,
  objectsOf,
  syncRequest,
  syncResponse,
} from '../../hooks/schema/envelope.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const Place = Type.Object({ name: Type.String() })

t.strictSame(
  keys,
  {
    namespace: 'Namespace.v1',
    payment: 'Payment.app.corley.it/v1',
    reservation: 'Reservation.app.corley.it/v1',
    ticket: 'Ticket.app.corley.it/v1',
  },
  'kinds have the keys of Metacontroller',
)

t.test('objects are in a map by name, and each is checked', async t => {
  t.equal(misfit(objectsOf(Place), { 'conf/order-1': { name: 'order-1' } }), undefined)
  t.equal(misfit(objectsOf(Place), {}), undefined)
  t.equal(misfit(objectsOf(Place), { 'conf/order-1': {} }), "it/conf~1order-1 must have required property 'name'")
})

t.test('a sync request has a parent, children, related objects and the flag finalizing', async t => {
  const request = syncRequest(Place, Type.Object({ places: objectsOf(Place) }), Type.Object({}))
  const whole = { controller: {}, parent: { name: 'conf' }, children: { places: {} }, related: {}, finalizing: false }
  t.equal(misfit(request, whole), undefined)
  t.equal(misfit(request, { ...whole, children: {} }), "it/children must have required property 'places'")
  for (const part of ['controller', 'parent', 'children', 'related', 'finalizing'] as const) {
    const { [part]: _, ...rest } = whole
    t.equal(misfit(request, rest), `it must have required property '${part}'`)
  }
})

t.test('a customize request has a parent', async t => {
  t.equal(misfit(customizeRequest(Place), { controller: {}, parent: { name: 'conf' } }), undefined)
  t.equal(misfit(customizeRequest(Place), { controller: {} }), "it must have required property 'parent'")
})

t.test('an answer that would clear, delete or crash is invalid', async t => {
  const response = syncResponse(Place, desiredObject({ apiVersion: 'v1', kind: 'Place' }, { spec: Place }))
  const child = { apiVersion: 'v1', kind: 'Place', metadata: { name: 'hall' }, spec: { name: 'hall' } }
  const whole = { status: { name: 'conf' }, children: [child] }
  t.equal(misfit(response, whole), undefined)
  const metadata = { name: 'hall', namespace: 'conf', labels: { team: 'events' }, annotations: { note: 'anything' } }
  t.equal(misfit(response, { ...whole, children: [{ ...child, metadata }] }), undefined, 'all that is ours')
  t.equal(misfit(response, { ...whole, children: [], resyncAfterSeconds: 1.5 }), undefined)
  const refused: [string, unknown, string][] = [
    ['null', null, 'it must be object'],
    ['an empty answer', {}, "it must have required property 'status'"],
    ['no children', { status: whole.status }, "it must have required property 'children'"],
    ['no status', { ...whole, status: null }, 'it/status must be object'],
    ['a child that is null', { ...whole, children: [null] }, 'it/children/0 must be object'],
    [
      'a child without a name',
      { ...whole, children: [{ ...child, metadata: {} }] },
      "it/children/0/metadata must have required property 'name'",
    ],
    [
      'a child of another kind',
      { ...whole, children: [{ ...child, kind: 'Pod' }] },
      'it/children/0/kind must be equal to one of the allowed values',
    ],
    [
      'a child that was observed',
      { ...whole, children: [{ ...child, status: {} }] },
      'it/children/0 must NOT have additional properties',
    ],
    [
      'an annotation that is no text',
      { ...whole, children: [{ ...child, metadata: { name: 'hall', annotations: { generation: 1 } } }] },
      'it/children/0/metadata/annotations/generation must be string',
    ],
    [
      'a uid',
      { ...whole, children: [{ ...child, metadata: { name: 'hall', uid: 'u' } }] },
      'it/children/0/metadata must NOT have additional properties',
    ],
    ['a hot loop', { ...whole, resyncAfterSeconds: 0 }, 'it/resyncAfterSeconds must be >= 1'],
    ['a field nobody knows', { ...whole, finalized: true }, 'it must NOT have additional properties'],
  ]
  for (const [what, answer, fault] of refused) t.equal(misfit(response, answer), fault, what)
})

t.test('an answer of customize selects by namespace and names', async t => {
  const orders = { apiVersion: 'app.corley.it/v1', resource: 'orders', namespace: 'conf', names: ['order-1'] }
  t.equal(misfit(CustomizeResponse, { relatedResources: [orders] }), undefined)
  t.equal(
    misfit(CustomizeResponse, { relatedResources: [{ ...orders, names: [] }] }),
    'it/relatedResources/0/names must NOT have fewer than 1 items',
    'no names would select everything',
  )
  t.equal(misfit(CustomizeResponse, {}), "it must have required property 'relatedResources'")
})
