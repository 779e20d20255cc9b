import t from 'tap'
import { planOwnedReservation } from '../../hooks/hand-back/plan-owned.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import { soldBefore, soldConference } from '../fixtures/backup/sold-conference.ts'
import { aPlan, aReservation } from '../fixtures/objects.ts'

const lastApplied = 'metacontroller.k8s.io/last-applied-configuration'
const plan = soldConference.find(({ kind }) => kind === 'Plan') as Plan
const reservationsOf = (objects: readonly object[]) =>
  (objects as Reservation[]).filter(({ kind }) => kind === 'Reservation')

t.test('a reservation becomes what 0.2.0 stored, except for fields that 0.2.0 does not read', async t => {
  const before = reservationsOf(soldBefore)
  t.equal(before.length, 3)
  for (const [index, reservation] of reservationsOf(soldConference).entries()) {
    const { annotations: { [lastApplied]: applied = '' } = {}, ...metadata } = before[index]?.metadata ?? {}
    const owned = planOwnedReservation(reservation, plan)
    t.strictSame(owned?.spec, reservation.spec)
    const { annotations: { [lastApplied]: found = '' } = {}, ...rest } = owned?.metadata ?? {}
    t.strictSame(rest, metadata)
    t.strictSame(JSON.parse(found), JSON.parse(applied))
  }
})

t.test('a reservation that its plan owns already is unchanged', async t => {
  for (const reservation of reservationsOf(soldConference)) {
    const owned = planOwnedReservation(reservation, plan)
    t.equal(owned && planOwnedReservation(owned, plan), undefined)
  }
})

t.test('labels, annotations and owners of others stay, and those of the order are removed', async t => {
  const more = { apiVersion: 'example.com/v1', kind: 'Report', name: 'x', uid: 'x' }
  const of = { apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'uid-of-order-1' }
  const metadata = {
    labels: { 'controller-uid': 'uid-of-order-1', 'plans.app.corley.it': 'plan', mine: 'x' },
    annotations: { [lastApplied]: '{}', note: 'x' },
    ownerReferences: [more, { ...of, controller: true }, of, { ...more, uid: 'uid-of-plan' }],
  }
  const owned = planOwnedReservation(aReservation({ metadata }), aPlan())
  t.strictSame(owned?.metadata, {
    ...aReservation().metadata,
    labels: { 'controller-uid': 'uid-of-plan', 'orders.app.corley.it': 'order-1', mine: 'x' },
    annotations: { [lastApplied]: owned?.metadata.annotations?.[lastApplied], note: 'x' },
    ownerReferences: [
      {
        apiVersion: 'app.corley.it/v1',
        kind: 'Plan',
        name: 'plan',
        uid: 'uid-of-plan',
        controller: true,
        blockOwnerDeletion: true,
      },
      more,
    ],
  })
})

t.test('the annotation is the one that Metacontroller would have written, byte by byte', async t => {
  const reservation = aReservation({
    message: 'a < b & c > d\u2028',
    seats: [2, 1],
    planRef: 'plan',
    heldSince: '2026-11-20T08:00:00Z',
    heldUntil: '2026-11-20T08:15:00Z',
    metadata: {},
  })
  const { namespace: _, ...metadata } = reservation.metadata
  const owned = planOwnedReservation({ ...reservation, metadata }, aPlan())
  t.equal(
    owned?.metadata.annotations?.[lastApplied],
    '{"apiVersion":"app.corley.it/v1","kind":"Reservation","metadata":{"labels":{"controller-uid":"uid-of-plan",' +
      '"orders.app.corley.it":"order-1"},"name":"order-1","namespace":"conf"},"spec":{"currency":"EUR","decision":"Held",' +
      '"heldUntil":"2026-11-20T08:15:00Z","message":"a \\u003c b \\u0026 c \\u003e d\\u2028","orderRef":"order-1",' +
      '"orderUid":"uid-of-order-1","quantity":1,"seats":[2,1]}}',
  )
  const { namespace: __, ...placeless } = aPlan().metadata
  t.equal(planOwnedReservation(reservation, { ...aPlan(), metadata: placeless })?.metadata.namespace, '')
})
