import t from 'tap'
import { readCredentials } from '../../../hooks/kube/credentials.ts'
import { connectSnapshots, type SnapshotKinds } from '../../../hooks/kube/snapshot/snapshot-api.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { startTestKinds } from '../../fixtures/cluster/kinds.ts'
import { anOrder } from '../../fixtures/objects.ts'

const { controlPlane } = await startTestKinds(t)
const credentials = readCredentials({ kubeconfig: controlPlane.kubeconfig })
const signal = AbortSignal.timeout(120_000)
const conference = 'conf'

async function create(object: object): Promise<void> {
  const { code, stderr } = await controlPlane.kubectl(['create', '--filename=-'], JSON.stringify(object))
  if (code !== 0) throw new Error(stderr)
}

/** Names and counts of each page, and the revisions without repetition. */
async function pagesOf(plural: keyof SnapshotKinds, { pageSize = 2, revision = undefined as string | undefined } = {}) {
  const pages: [names: string[], remaining: number][] = []
  const revisions = new Set<string>()
  const api = connectSnapshots(credentials, { pageSize })
  for await (const { objects, remaining, revision: seen } of api.readPages(plural, { conference, revision }, signal)) {
    pages.push([objects.map(({ metadata }) => metadata.name), remaining])
    revisions.add(seen)
  }
  return { pages, revisions: [...revisions] }
}

const { spec } = anOrder()
const order = (name: string) => ({ apiVersion, kind: 'Order', metadata: { name, namespace: conference }, spec })

t.test('a kind is read in pages of one revision, and later ones at that revision too', async t => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await create(order(name))
  const before = await pagesOf('orders')
  t.strictSame(before.pages, [
    [['a', 'b'], 3],
    [['c', 'd'], 1],
    [['e'], 0],
  ])
  t.equal(before.revisions.length, 1)
  await create(order('f'))
  const [revision = ''] = before.revisions
  t.strictSame(await pagesOf('orders', { revision }), before)
  t.strictSame((await pagesOf('orders', { pageSize: 500 })).pages, [[['a', 'b', 'c', 'd', 'e', 'f'], 0]])
  t.strictSame((await pagesOf('tickets')).pages, [[[], 0]])
})

t.test('an object is what kubectl shows, without its managedFields', async t => {
  const api = connectSnapshots(credentials)
  for await (const { objects } of api.readPages('orders', { conference, revision: undefined }, signal)) {
    t.match(objects[0], { apiVersion, kind: 'Order', metadata: { name: 'a', namespace: conference }, spec })
    t.notOk(Object.hasOwn(objects[0]?.metadata ?? {}, 'managedFields'))
  }
})

t.test('a conference is read by its name', async t => {
  const api = connectSnapshots(credentials)
  await t.rejects(api.getConference('conf', signal), { name: 'KubeError', code: 404, reason: 'NotFound' })
  await create({ apiVersion, kind: 'Conference', metadata: { name: 'conf' }, spec: { title: 'Conf' } })
  t.match(await api.getConference('conf', signal), { metadata: { name: 'conf' }, spec: { title: 'Conf' } })
})

t.test('a failed call is a KubeError', async t => {
  const api = connectSnapshots(credentials)
  const pages = api.readPages('orders', { conference, revision: '1' }, AbortSignal.abort())
  await t.rejects(pages[Symbol.asyncIterator]().next(), { name: 'KubeError' })
})
