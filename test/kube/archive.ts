import t from 'tap'
import { KubeError } from '../../hooks/kube/api.ts'
import { connectArchive } from '../../hooks/kube/archive.ts'
import type { ArchivedObject, NewObject } from '../../hooks/schema/backup.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { newOrder } from '../../hooks/schema/order/order-status.ts'
import { startBackupAccount } from '../fixtures/backup/account.ts'

const account = await startBackupAccount(t)
const archive = connectArchive(account.credentials)
const signal = AbortSignal.timeout(60_000)
const conference = 'conf'

const order = (name: string): NewObject => ({
  apiVersion,
  kind: 'Order',
  metadata: { name, namespace: conference, labels: { shop: 'web' }, annotations: { note: 'x' } },
  spec: { planRef: 'plan', price: 29.9, quantity: 2 },
})
const names = (objects: ArchivedObject[]) => objects.map(({ metadata }) => metadata.name)

t.test('an object is created, and returned as stored', async t => {
  const made = await archive.create(order('order-1'), signal)
  const { uid, resourceVersion, creationTimestamp } = made.metadata
  t.strictSame(made, {
    ...order('order-1'),
    metadata: { ...order('order-1').metadata, uid, resourceVersion, creationTimestamp, generation: 1 },
    spec: { planRef: 'plan', price: 29.9, quantity: 2 },
    status: newOrder,
  })
  t.strictSame(await archive.list({ kind: 'Order', conference }, signal), [made])
  const again = archive.create(order('order-1'), signal)
  await t.rejects(again, { name: 'KubeError', code: 409, reason: 'AlreadyExists' })
})

t.test('an owned object keeps its owner', async t => {
  const [owner] = await archive.list({ kind: 'Order', conference }, signal)
  const { name, uid } = owner?.metadata ?? { name: '', uid: '' }
  const owners = [{ apiVersion, kind: 'Order', name, uid, controller: true, blockOwnerDeletion: true }]
  const metadata = { name: 'order-1-1000000', namespace: conference, ownerReferences: owners }
  await archive.create({ apiVersion, kind: 'Ticket', metadata, spec: { orderRef: 'order-1' } }, signal)
  const [ticket] = await archive.list({ kind: 'Ticket', conference, name: 'order-1-1000000' }, signal)
  t.strictSame(ticket?.metadata.ownerReferences, owners)
})

t.test('a namespace has the same fields as other kinds, though the library reads it as a class', async t => {
  const [found, ...others] = await archive.list({ kind: 'Namespace', conference, name: conference }, signal)
  t.match(found, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: conference, uid: /-/, creationTimestamp: /^\d{4}-.*Z$/ },
    status: { phase: 'Active' },
  })
  t.notOk('managedFields' in (found?.metadata ?? {}))
  t.strictSame(others, [])
})

t.test('a list is read page by page to its end', async t => {
  for (const name of ['order-2', 'order-3', 'order-4', 'order-5']) await archive.create(order(name), signal)
  for (const name of ['limit-1', 'limit-2', 'limit-3'])
    await archive.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name, namespace: conference } }, signal)
  for (const pageSize of [1, 2, 5, 500]) {
    const paged = connectArchive(account.credentials, { pageSize })
    const revision = await paged.revision(conference, signal)
    for (const at of [{}, { revision }]) {
      const orders = await paged.list({ kind: 'Order', conference, ...at }, signal)
      t.strictSame(names(orders), ['order-1', 'order-2', 'order-3', 'order-4', 'order-5'])
      const limits = await paged.list({ kind: 'ResourceQuota', conference, ...at }, signal)
      t.strictSame(names(limits), ['limit-1', 'limit-2', 'limit-3'])
    }
  }
})

t.test('a list at a revision shows the objects as they were then', async t => {
  const revision = await archive.revision(conference, signal)
  const [before] = await archive.list({ kind: 'Order', conference, name: 'order-1', revision }, signal)
  await archive.create(order('order-6'), signal)
  await archive.writeStatus({ ...(before as ArchivedObject), status: { payment: 'REJECTED', quantity: 0 } }, signal)
  const { controlPlane } = account
  await controlPlane.kubectl(['delete', 'order/order-2', `--namespace=${conference}`])
  const then = await archive.list({ kind: 'Order', conference, revision }, signal)
  t.strictSame(names(then), ['order-1', 'order-2', 'order-3', 'order-4', 'order-5'])
  t.strictSame(then[0], before)
  const now = await archive.list({ kind: 'Order', conference }, signal)
  t.strictSame(names(now), ['order-1', 'order-3', 'order-4', 'order-5', 'order-6'])
  t.strictSame(now[0]?.status, { payment: 'REJECTED', quantity: 0 })
  t.ok(Number(await archive.revision(conference, signal)) > Number(revision))
})

t.test('a status is written to an object that has not changed since', async t => {
  const [found] = await archive.list({ kind: 'Order', conference, name: 'order-3' }, signal)
  const status = { payment: 'CONFIRMED', quantity: 2, observedGeneration: 1 }
  await archive.writeStatus({ ...(found as ArchivedObject), status }, signal)
  const again = archive.writeStatus({ ...(found as ArchivedObject), status }, signal)
  await t.rejects(again, { name: 'KubeError', code: 409, reason: 'Conflict' })
  const [after] = await archive.list({ kind: 'Order', conference, name: 'order-3' }, signal)
  t.strictSame([after?.status, after?.metadata.generation], [status, 1])
})

t.test('an annotation of a namespace is set and removed, and everything else stays', async t => {
  const annotate = (annotations: Record<string, string | null>) =>
    archive.annotateNamespace(conference, annotations, signal)
  const before = await annotate({ note: 'x' })
  const marked = await annotate({ mark: 'y' })
  t.strictSame(marked.metadata.annotations, { ...before.metadata.annotations, mark: 'y' })
  t.match(marked, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: conference, uid: before.metadata.uid } })
  t.notOk('managedFields' in marked.metadata)
  t.strictSame((await annotate({ mark: null })).metadata.annotations, before.metadata.annotations)
  await t.rejects(archive.annotateNamespace('nowhere', {}, signal), { code: 404, reason: 'NotFound' })
})

t.test('a missing object is not listed, and nothing is created without its namespace', async t => {
  t.strictSame(await archive.list({ kind: 'Order', conference, name: 'nobody' }, signal), [])
  t.strictSame(await archive.list({ kind: 'Order', conference: 'nowhere' }, signal), [])
  t.strictSame(await archive.list({ kind: 'Conference', conference }, signal), [])
  const { metadata } = order('order-9')
  const elsewhere = archive.create({ ...order('order-9'), metadata: { ...metadata, namespace: 'nowhere' } }, signal)
  await t.rejects(elsewhere, { name: 'KubeError', code: 404, reason: 'NotFound' })
})

t.test('every failed call is a KubeError, also an aborted one', async t => {
  const aborted = AbortSignal.abort()
  const [found] = await archive.list({ kind: 'Order', conference, name: 'order-3' }, signal)
  const calls = [
    archive.revision(conference, aborted),
    archive.list({ kind: 'Order', conference }, aborted),
    archive.create(order('order-9'), aborted),
    archive.writeStatus(found as ArchivedObject, aborted),
    archive.annotateNamespace(conference, {}, aborted),
    archive.list({ kind: 'Order', conference, revision: 'x' }, signal),
    archive.writeStatus({ ...(found as ArchivedObject), kind: 'Namespace' }, signal),
  ]
  for (const error of await Promise.all(calls.map(call => call.catch((error: unknown) => error))))
    t.type(error, KubeError)
})

t.test('with these rights only namespaces can be changed, nothing deleted, and nothing else read', async t => {
  const ours = ['conferences', 'seatpools', 'plans', 'coupons', 'orders', 'payments', 'reservations', 'tickets']
  const all = [...ours.map(kind => `${kind}.app.corley.it`), 'namespaces', 'resourcequotas']
  for (const resource of all) {
    for (const verb of ['list', 'create']) t.equal(await account.can(verb, resource), 'yes', `${verb} ${resource}`)
    for (const verb of ['update', 'patch', 'delete', 'deletecollection']) {
      const marks = verb === 'patch' && resource === 'namespaces'
      t.equal(await account.can(verb, resource), marks ? 'yes' : 'no', `${verb} ${resource}`)
    }
  }
  for (const resource of ['secrets', 'pods', 'configmaps', 'rolebindings.rbac.authorization.k8s.io'])
    for (const verb of ['get', 'list', 'create'])
      t.equal(await account.can(verb, resource), 'no', `${verb} ${resource}`)
})
