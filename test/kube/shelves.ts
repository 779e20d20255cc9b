import t from 'tap'
import { shelvesOf } from '../../hooks/kube/shelves.ts'
import { type ArchivedObject, archivedKinds, type NewObject } from '../../hooks/schema/backup.ts'
import { startBackupAccount } from '../fixtures/backup/account.ts'
import { manifest } from '../fixtures/manifests/manifests.ts'

const account = await startBackupAccount(t)
const shelves = shelvesOf(account.credentials)
const signal = AbortSignal.timeout(60_000)

/** An object of the conference "made". */
function objectOf(kind: (typeof archivedKinds)[number]): NewObject {
  if (kind === 'Namespace') return { apiVersion: 'v1', kind, metadata: { name: 'made', labels: { mine: 'x' } } }
  if (kind === 'ResourceQuota')
    return { apiVersion: 'v1', kind, metadata: { name: 'limit', namespace: 'made' }, spec: { hard: { pods: '3' } } }
  const { apiVersion = '', spec = {}, metadata: { name = '' } = {} } = manifest({ kind })
  const metadata = kind === 'Conference' ? { name: 'made' } : { name, namespace: 'made' }
  return { apiVersion, kind, metadata, spec }
}

t.test('an object of every kind is created, and listed with its conference', async t => {
  for (const kind of archivedKinds) {
    const object = objectOf(kind)
    t.equal(shelves[kind].apiVersion, object.apiVersion)
    t.match(await shelves[kind].create(object, signal), object)
    const { items, metadata } = await shelves[kind].list('made', {}, signal)
    t.match(items, [{ metadata: object.metadata }], kind)
    t.match(metadata.resourceVersion, /^[0-9]+$/)
    t.strictSame((await shelves[kind].list('another', {}, signal)).items, [])
  }
})

t.test('the query of a list reaches the API server for every kind', async t => {
  for (const kind of archivedKinds) {
    const none = { fieldSelector: 'metadata.name=nobody' }
    t.strictSame((await shelves[kind].list('made', none, signal)).items, [], kind)
    await t.rejects(shelves[kind].list('made', { resourceVersion: 'x', resourceVersionMatch: 'Exact' }, signal), {
      code: 400,
    })
  }
})

t.test('a status is replaced for kinds whose status a program of ours writes, and for no others', async t => {
  for (const [kind, status] of [
    ['Conference', { namespace: 'made', observedGeneration: 1 }],
    ['SeatPool', { held: 0, sold: 2, waiting: 0, left: 298, observedGeneration: 1 }],
    ['Plan', { held: 0, sold: 2, waiting: 0, observedGeneration: 1 }],
    ['Order', { payment: 'CONFIRMED', quantity: 1, observedGeneration: 1 }],
    ['Checkout', { state: 'Open', sessionId: 'cs_1' }],
    ['Refund', { state: 'Sent', providerId: 're_1' }],
  ] as const) {
    const [before] = (await shelves[kind].list('made', {}, signal)).items as ArchivedObject[]
    const changed = { ...(before as ArchivedObject), spec: { price: 1 }, status }
    t.match(await shelves[kind].replaceStatus(changed, signal), { spec: before?.spec, status }, kind)
  }
  const [namespace] = (await shelves.Namespace.list('made', {}, signal)).items as ArchivedObject[]
  await t.rejects(
    shelves.Namespace.replaceStatus(namespace as ArchivedObject, signal),
    new TypeError('Cannot write a status of a core kind: Kubernetes writes it'),
  )
  const [ticket] = (await shelves.Ticket.list('made', {}, signal)).items as ArchivedObject[]
  await t.rejects(shelves.Ticket.replaceStatus(ticket as ArchivedObject, signal), { code: 403 })
})

t.test('an object without a namespace is created in none', async t => {
  const { metadata, ...order } = objectOf('Order')
  await t.rejects(shelves.Order.create({ ...order, metadata: { name: metadata.name } }, signal), { code: 404 })
})

t.test('a call ends with its signal', async t => {
  for (const kind of archivedKinds) {
    await t.rejects(shelves[kind].list('made', {}, AbortSignal.abort()))
    await t.rejects(shelves[kind].create(objectOf(kind), AbortSignal.abort()))
  }
})
