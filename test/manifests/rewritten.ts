import t from 'tap'
import { createApiClient } from '../../local/kubernetes/api-client.ts'
import { readKubeconfig } from '../../local/kubernetes/kubeconfig.ts'
import { kinds } from '../../scripts/print/kinds.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { acceptedManifests } from '../fixtures/manifests/accepted.ts'
import { statuses } from '../fixtures/manifests/lax-statuses.ts'
import { pathOf, refusalOf } from '../fixtures/manifests/laxly-stored.ts'
import { type Manifest, manifest, sentence } from '../fixtures/manifests/manifests.ts'

const { controlPlane } = await startTestKinds(t)
const connection = await readKubeconfig(controlPlane.kubeconfig)
t.teardown(() => connection.agent.destroy())
const api = createApiClient(connection, { reserve: () => 0, tryTake: () => true })
const contentType = 'application/merge-patch+json'

t.test('every stored object can be labelled, replaced, reported, scaled and deleted', async t => {
  for (const [number, change] of acceptedManifests.entries()) {
    const { kind, name = `stored-${number}-1` } = change
    const path = pathOf(kind, name)
    const what = sentence(change)
    const stored = (await api.request('POST', pathOf(kind), { body: manifest({ ...change, name }) })) as Manifest
    const { metadata, ...rest } = stored
    const labelled = { ...rest, metadata: { ...metadata, labels: { seen: 'yes' } } }
    t.equal(await refusalOf(api.request('PUT', path, { body: labelled })), undefined, `replace ${what}`)
    const body = { metadata: { finalizers: ['example.com/kept'] } }
    t.equal(await refusalOf(api.request('PATCH', path, { body, contentType })), undefined, `patch ${what}`)
    const status = statuses[kind]
    const write = status && api.request('PATCH', `${path}/status`, { body: { status }, contentType })
    if (write) t.equal(await refusalOf(write), undefined, `report on ${what}`)
    const fewer = { spec: { replicas: 0 } }
    const scale = kind === 'Order' && api.request('PATCH', `${path}/scale`, { body: fewer, contentType })
    if (scale) t.equal(await refusalOf(scale), undefined, `scale ${what}`)
    await api.request('DELETE', path)
    const released = { metadata: { finalizers: null } }
    t.equal(await refusalOf(api.request('PATCH', path, { body: released, contentType })), undefined, `release ${what}`)
  }
  const tried = new Set(acceptedManifests.map(({ kind }) => kind))
  t.strictSame(
    kinds.filter(({ kind }) => !tried.has(kind)),
    [],
    'every kind is tried',
  )
})
