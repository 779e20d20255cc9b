import t from 'tap'
import { orderEvent } from '../../hooks/box-office/events/order-event.ts'
import { connectBoxOffice } from '../../hooks/kube/box-office-api.ts'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import type { Plan } from '../../hooks/schema/offer/plan.ts'
import type { SeatPool } from '../../hooks/schema/offer/seat-pool.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { answerJson, answerStatus, playApi } from '../fixtures/cluster/played-api.ts'
import { anOrder, aPlan, aReservation, aSeatPool, now } from '../fixtures/objects.ts'

const signal = AbortSignal.timeout(60_000)

t.test('on a real API server', async t => {
  const { controlPlane } = await startTestKinds(t)
  const api = connectBoxOffice(readCredentials({ kubeconfig: controlPlane.kubeconfig }))
  const metadata = { name: 'order-1', namespace: 'default' }
  const create = async ({ apiVersion, kind, spec }: Pick<SeatPool, 'apiVersion' | 'kind'> & { spec: object }) => {
    const body = JSON.stringify({ apiVersion, kind, metadata, spec })
    t.equal((await controlPlane.kubectl(['create', '--filename=-'], body)).code, 0)
  }
  const nowhere = [
    { ...metadata, name: 'another' },
    { ...metadata, namespace: 'nowhere' },
  ]

  t.test('a reservation is created once, and replaced only at its current version', async t => {
    const { apiVersion, kind, spec } = aReservation()
    const body = { apiVersion, kind, metadata: { ...metadata, labels: { 'controller-uid': 'u' } }, spec }
    const created = await api.createReservation(body, signal)
    t.match(created, body)
    t.type(created.metadata.resourceVersion, 'string')
    await t.rejects(api.createReservation(body, signal), { name: 'KubeError', code: 409, reason: 'AlreadyExists' })
    const replacement = { ...created, metadata: { ...created.metadata, ...metadata }, spec: { ...spec, quantity: 7 } }
    const replaced = await api.replaceReservation(replacement, signal)
    t.match(replaced, { metadata: { uid: created.metadata.uid, generation: 2 }, spec: { quantity: 7 } })
    await t.rejects(api.replaceReservation(replacement, signal), { name: 'KubeError', code: 409, reason: 'Conflict' })
    t.strictSame(await api.getReservation(metadata, signal), replaced)
    for (const key of nowhere) t.equal(await api.getReservation(key, signal), undefined)
  })

  t.test('orders and plans are read', async t => {
    await create(anOrder())
    await create(aPlan())
    t.match(await api.getOrder(metadata, signal), { kind: 'Order', metadata, spec: anOrder().spec })
    t.match(await api.getPlan(metadata, signal), { kind: 'Plan', metadata, spec: aPlan().spec })
    for (const key of nowhere) {
      t.equal(await api.getOrder(key, signal), undefined)
      t.equal(await api.getPlan(key, signal), undefined)
    }
  })

  t.test('the status of a plan is replaced, unless the plan has changed since', async t => {
    const plan = (await api.getPlan(metadata, signal)) as Plan
    const written = { ...plan, spec: { ...plan.spec, title: 'Another' }, status: { held: 1, sold: 2 } }
    await api.replacePlanStatus(written, signal)
    t.match(await api.getPlan(metadata, signal), { spec: { title: plan.spec.title }, status: { held: 1, sold: 2 } })
    await t.rejects(api.replacePlanStatus(written, signal), { code: 409, reason: 'Conflict' })
  })

  t.test('the status of a pool is replaced, unless the pool has changed since', async t => {
    await create(aSeatPool())
    const read = async () => {
      const { stdout } = await controlPlane.kubectl(['get', 'seatpool', metadata.name, '--output=json'])
      return JSON.parse(stdout) as SeatPool
    }
    const pool = await read()
    const written = { ...pool, spec: { ...pool.spec, capacity: 1 }, status: { held: 1, sold: 2, waiting: 0, left: 7 } }
    await api.replacePoolStatus(written, signal)
    t.match(await read(), { spec: aSeatPool().spec, status: written.status })
    await t.rejects(api.replacePoolStatus(written, signal), { code: 409, reason: 'Conflict' })
  })

  t.test('an Event is written once, and kubectl describe shows it', async t => {
    const order = (await api.getOrder(metadata, signal)) as Order
    const milestone = { reason: 'Waitlisted', type: 'Normal', note: 'No order waits before this one' } as const
    const event = orderEvent(order, milestone, { instance: 'box-office-1', at: now })
    await api.createEvent(event, signal)
    await t.rejects(api.createEvent(event, signal), { name: 'KubeError', code: 409, reason: 'AlreadyExists' })
    const { stdout } = await controlPlane.kubectl(['describe', 'order', metadata.name])
    t.match(stdout, /Normal +Waitlisted .*No order waits before this one/)
  })

  t.test('without Metacontroller there are no controllers', async t => {
    t.strictSame(await api.compositeControllers(signal), [])
  })

  t.test('an aborted call is a KubeError, too', async t => {
    await t.rejects(api.getOrder(metadata, AbortSignal.abort()), { name: 'KubeError', code: undefined })
  })
})

t.test('CompositeControllers are listed with the kind of their parents', async t => {
  const controller = (name: string, resource: string) => ({
    metadata: { name },
    spec: { parentResource: { apiVersion: 'app.corley.it/v1', resource } },
  })
  const items = [controller('plan-controller', 'plans'), controller('order-controller', 'orders')]
  const { credentials, requests } = await playApi(t, [answerJson(200, { items }), answerStatus(403, 'Forbidden')])
  const api = connectBoxOffice(credentials)
  t.strictSame(await api.compositeControllers(signal), [
    { name: 'plan-controller', parent: 'plans', parentApiVersion: 'app.corley.it/v1' },
    { name: 'order-controller', parent: 'orders', parentApiVersion: 'app.corley.it/v1' },
  ])
  await t.rejects(api.compositeControllers(signal), { code: 403, reason: 'Forbidden' })
  t.equal(requests[0], 'GET /apis/metacontroller.k8s.io/v1alpha1/compositecontrollers')
})

t.test('any name is encoded in the path', async t => {
  const { credentials, requests } = await playApi(t, [answerStatus(404, 'NotFound'), answerJson(200, {})])
  const api = connectBoxOffice(credentials)
  t.equal(await api.getOrder({ namespace: 'a/b', name: '../c?d' }, signal), undefined)
  const { namespace: _, ...metadata } = aPlan().metadata
  await api.replacePlanStatus({ ...aPlan(), metadata }, signal)
  t.strictSame(requests, [
    'GET /apis/app.corley.it/v1/namespaces/a%2Fb/orders/..%2Fc%3Fd',
    'PUT /apis/app.corley.it/v1/namespaces//plans/plan/status',
  ])
})
