import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { everybody, everybodyTries } from '../../fixtures/chart/policy-attempts.ts'
import { change, creation, type Deed, startPolicyLab, statement, type Who } from '../../fixtures/chart/policy-lab.ts'
import { makeObjects, ownedCheckout, ownedPayment, ownedRefund } from '../../fixtures/chart/policy-objects.ts'
import { manifest } from '../../fixtures/manifests/manifests.ts'

const lab = await startPolicyLab(t)
const order = await makeObjects(lab)

const told =
  'metadata.managedFields must have at most 32768 characters, those of a ticket 3000: clear them by a merge patch'
const programs: Who[] = ['engine', 'box office', 'collector', 'namespaces', 'controllers']

/** The entry of one manager, whose fieldsV1 has about so many characters. */
const fields = (characters: number) => ({
  manager: 'a-manager',
  operation: 'Apply',
  apiVersion,
  fieldsType: 'FieldsV1',
  fieldsV1: { 'f:metadata': { 'f:annotations': { [`f:${'x'.repeat(characters)}`]: {} } } },
})

const withFields = (object: ReturnType<typeof manifest>, characters: number) =>
  creation({ ...object, metadata: { ...object.metadata, managedFields: [fields(characters)] } } as typeof object)

/** An apply request; the API server keeps one entry of managedFields for each field manager. */
const apply = (path: string, manager: string, body: object): Deed => ({
  method: 'PATCH',
  path: `/namespaces/conf/${path}?fieldManager=${manager}`,
  contentType: 'application/apply-patch+yaml',
  body,
})

t.test('managedFields are bounded at creation, and those of ordinary size are accepted', async t => {
  for (const kind of ['Conference', 'Plan', 'SeatPool', 'Coupon', 'Order'] as const) {
    const object = manifest({ kind, name: 'padded' })
    await everybodyTries(t, lab, { deed: withFields(object, 30_000), may: everybody, told })
    await everybodyTries(t, lab, { deed: withFields(object, 40_000), may: programs, told })
  }
  const large = withFields(manifest({ kind: 'Order', name: 'padded' }), 1_000_000)
  t.match(await lab.refusal('organizer', large), told, 'a megabyte')
  const payment = ownedPayment(order, 'padded')
  for (const who of ['endpoint', 'cashier', 'bookkeeper'] as const) {
    t.equal(await lab.refusal(who, withFields(payment, 30_000)), undefined, who)
    t.match(await lab.refusal(who, withFields(payment, 40_000)), told, who)
  }
  for (const object of [ownedCheckout(order), ownedRefund(order)]) {
    t.equal(await lab.refusal('organizer', withFields(object, 30_000)), undefined)
    t.match(await lab.refusal('organizer', withFields(object, 40_000)), told)
  }
})

t.test('managedFields are bounded in every change', async t => {
  const most = {
    'orders/new': 32_000,
    'plans/idle': 32_000,
    'payments/recorded': 32_000,
    'tickets/paid-1000001': 2_500,
  }
  for (const [object, characters] of Object.entries(most)) {
    const padded = (length: number) => change(object, { metadata: { managedFields: [fields(length)] } })
    t.equal(await lab.refusal('organizer', padded(characters)), undefined, object)
    t.match(await lab.refusal('organizer', padded(characters + 1_000)), told, object)
  }
})

t.test('field managers can apply an order until the bound is reached, and its status can still be written', async t => {
  const object = manifest({ kind: 'Order', name: 'applied' })
  let refusal: string | undefined
  let count = 0
  for (; refusal === undefined && count < 400; count++) {
    const deed = apply('orders/applied', `${'m'.repeat(120)}-${count}`, object)
    const request: Promise<unknown> = lab.act('organizer', deed)
    refusal = await request.then(
      () => undefined,
      error => String(error.message),
    )
  }
  t.match(refusal, told)
  t.ok(count > 40, `${count} managers`)
  await lab.act('engine', statement('/namespaces/conf/orders/applied', { payment: 'PENDING', quantity: 0 }))
})

t.test('a scale adds one manager, and none of those that the request lists', async t => {
  const managedFields = Array.from({ length: 1_000 }, (_, index) => ({ ...fields(1), manager: `manager-${index}` }))
  await lab.act('organizer', change('orders/new/scale', { metadata: { managedFields }, spec: { replicas: 2 } }))
  const { metadata } = await lab.act('organizer', { method: 'GET', path: '/namespaces/conf/orders/new' })
  const managers = (metadata as { managedFields?: object[] }).managedFields ?? []
  t.ok(managers.length < 10, `${managers.length} managers`)
})

t.test('field managers cannot apply the present scale one after the other', async t => {
  await lab.act('organizer', creation(manifest({ kind: 'Order', name: 'scaled' })))
  const [name, namespace] = ['scaled', 'conf']
  const applied = (manager: string, replicas: number) =>
    apply('orders/scaled/scale', manager, {
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: { name, namespace },
      spec: { replicas },
    })
  await everybodyTries(t, lab, {
    deed: applied('a-manager', 1),
    may: [],
    told: 'a scale with a fieldManager must change the number of tickets: leave out fieldManager, or state another number',
  })
  const scaled = (replicas: number, query = '') =>
    lab.act('organizer', change(`orders/scaled/scale${query}`, { spec: { replicas } }))
  for (const replicas of [1, 1, 2, 3, 3]) await scaled(replicas)
  for (let count = 4; count < 14; count++) await scaled(count, `?fieldManager=manager-${count}`)
  for (const replicas of [5, 5]) {
    const { code, stderr } = await lab.controlPlane.kubectl([
      'scale',
      'order/scaled',
      `--replicas=${replicas}`,
      '--namespace=conf',
      '--as=olga',
    ])
    t.equal(code, 0, stderr)
  }
  const { metadata } = await lab.act('organizer', { method: 'GET', path: '/namespaces/conf/orders/scaled' })
  const managers = (metadata as { managedFields?: object[] }).managedFields ?? []
  t.ok(managers.length < 4, `${managers.length} managers`)
})

t.test('the API server finds no wrong type in these policies', async t => {
  const jsonpath = '--output=jsonpath={.status.typeChecking.expressionWarnings}'
  for (const policy of ['kconference-field-managers', 'kconference-scales'])
    t.equal((await lab.controlPlane.kubectl(['get', 'validatingadmissionpolicy', policy, jsonpath])).stdout, '', policy)
})

t.test('an object beyond the bound can change if its managedFields do not grow, and they can be cleared', async t => {
  await lab.act('restorer', withFields(manifest({ kind: 'Order', name: 'beyond' }), 40_000))
  const grown = { metadata: { managedFields: [fields(50_000)] } }
  const shrunk = { metadata: { managedFields: [fields(39_000)] } }
  const cleared = { metadata: { managedFields: [{}] } }
  await everybodyTries(t, lab, { deed: change('orders/beyond', grown), may: programs, told })
  for (const less of [shrunk, cleared])
    await everybodyTries(t, lab, { deed: change('orders/beyond', less), may: everybody, told })
  await lab.act('organizer', change('orders/beyond', cleared))
  await lab.act('organizer', change('orders/beyond', { spec: { cancelled: true } }))
})
