import t from 'tap'
import type { TSchema } from 'typebox'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { keys } from '../../hooks/schema/envelope.ts'
import { ConferenceRequest, ConferenceResponse, OrderRequest, OrderResponse } from '../../hooks/schema/hooks.ts'
import { aConference, aCoupon, aNamespace, anOrder, aPayment, aReservation, aTicket } from '../fixtures/objects.ts'
import { conferenceRequest, orderRequest } from '../fixtures/requests.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const requests: [string, TSchema, ReturnType<typeof conferenceRequest | typeof orderRequest>][] = [
  ['conference', ConferenceRequest, conferenceRequest(aConference(), { own: [aNamespace()] })],
  [
    'order',
    OrderRequest,
    orderRequest(anOrder(), { tickets: [aTicket()], payments: [aPayment()], reservations: [aReservation()] }),
  ],
]

t.match(
  misfit(ConferenceRequest, { ...conferenceRequest(aConference()), related: {} }),
  'it/related must have required',
)

for (const [kind, schema, request] of requests) {
  t.equal(misfit(schema, request), undefined, `a request of the ${kind} hook`)
  t.match(misfit(schema, { ...request, children: {} }), 'it/children must have required property', kind)
  t.match(misfit(schema, { ...request, parent: aCoupon() }), 'it/parent', `${kind}: no other parent`)
}

t.test('the conference hook answers with a namespace', async t => {
  const metadata = { name: 'conf', labels: { team: 'events' } }
  const children = [{ apiVersion: 'v1', kind: 'Namespace', metadata }]
  t.equal(misfit(ConferenceResponse, { status: { namespace: 'conf' }, children }), undefined)
})

t.test('the order hook answers with whole tickets, and with the names of payments and reservations', async t => {
  const status = { payment: 'CONFIRMED', quantity: 1 }
  const metadata = { name: 'order-1-1000000', namespace: 'conf', labels: { 'orders.app.corley.it': 'order-1' } }
  const annotations = { 'orders.app.corley.it/generation': '1' }
  const ticket = { apiVersion, kind: 'Ticket', metadata, spec: { orderRef: 'order-1' } }
  const payment = { apiVersion, kind: 'Payment', metadata: { name: 'paypal-1', namespace: 'conf' } }
  const reservation = { apiVersion, kind: 'Reservation', metadata: { name: 'order-1', namespace: 'conf' } }
  t.equal(misfit(OrderResponse, { status, children: [ticket, payment, reservation] }), undefined)
  const made = { ...ticket, metadata: { ...metadata, annotations } }
  t.equal(misfit(OrderResponse, { status, children: [made] }), undefined, 'a ticket that is made')
  const { spec: _, ...named } = ticket
  t.ok(misfit(OrderResponse, { status, children: [named] }), 'a ticket without its order')
  t.ok(misfit(OrderResponse, { status, children: [{ ...payment, spec: aPayment().spec }] }), 'a payment to be written')
  const decided = { ...reservation, spec: aReservation().spec }
  t.ok(misfit(OrderResponse, { status, children: [decided] }), 'a reservation to be written')
  t.match(misfit(OrderResponse, { status: {}, children: [] }), "it/status must have required property 'payment'")
})

t.strictSame(Object.keys(orderRequest(anOrder()).children), [keys.ticket, keys.payment, keys.reservation])
