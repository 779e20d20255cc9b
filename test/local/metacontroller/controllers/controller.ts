import t, { type Test } from 'tap'
import { startController } from '../../../../local/metacontroller/controllers/controller.ts'
import {
  type ControllerSpec,
  readControllerSpec,
} from '../../../../local/metacontroller/controllers/controller-spec.ts'
import {
  aParent,
  aThing,
  fakeCaches,
  fakeDiscovery,
  fakeObjects,
  fakeWatched,
  namespaceKind,
  ownedByParent,
  parentKind,
  silent,
  thingKind,
} from '../../../fixtures/engine/fakes.ts'
import { type Call, startHookServer } from '../../../fixtures/engine/hooks.ts'

const { apiVersion } = parentKind
const realmKind = { apiVersion, kind: 'Realm', plural: 'realms', namespaced: false }
const labelled = aParent({ labels: { mine: 'yes' }, resourceVersion: '1' }, { status: { observedGeneration: 1 } })

async function start(t: Test, change: Partial<ControllerSpec> = {}) {
  const hooks = await startHookServer(t)
  const sync = hooks.hook('sync', () => ({}))
  const customize = hooks.hook('customize', () => ({ relatedResources: [{ apiVersion, resource: 'realms' }] }))
  const hook = ({ url }: { url: string }) => ({ version: 'v2', webhook: { url } })
  const labelSelector = { matchLabels: { mine: 'yes' } }
  const object = {
    apiVersion: 'v1',
    kind: 'CompositeController',
    metadata: { name: 'c' },
    spec: {
      parentResource: { apiVersion, resource: 'parents', labelSelector },
      childResources: [{ apiVersion, resource: 'things' }],
      generateSelector: true,
      hooks: { sync: hook(sync), customize: hook(customize) },
    },
  }
  const parents = fakeWatched(parentKind, [labelled, aParent({ name: 'other' })])
  const [things, realms] = [fakeWatched(thingKind), fakeWatched(realmKind)]
  const caches = fakeCaches(parents, things, realms)
  const engine = {
    client: fakeObjects([labelled]),
    discovery: fakeDiscovery(parentKind, thingKind, realmKind, namespaceKind),
    caches,
    events: { record: () => {} },
    log: silent,
    workers: 5,
    fatal: () => {},
  }
  const controller = await startController(engine, object, { ...readControllerSpec(object), ...change })
  t.teardown(() => controller.stop())
  const next = () =>
    sync.call(
      (
        (seen: number) => () =>
          sync.calls.length > seen
      )(sync.calls.length),
    )
  return { sync, parents, things, realms, caches, controller, next }
}

t.test('it syncs every selected parent at its start, and again after each change', async t => {
  const { sync, parents, things, realms, next } = await start(t)
  await sync.call(() => true)
  const updated = next()
  parents.cache.upsert(aParent({ ...labelled.metadata, resourceVersion: '2' }, { status: {} }))
  t.equal((await updated).request.parent.metadata.resourceVersion, '2')
  const child = next()
  things.cache.upsert(aThing('a', ownedByParent()))
  t.strictSame(Object.keys((await child).request.children['Thing.test.example.com/v1'] ?? {}), ['ns/a'])
  const related = next()
  realms.cache.upsert({ apiVersion, kind: 'Realm', metadata: { name: 'r' } })
  t.strictSame(Object.keys((await related).request.related['Realm.test.example.com/v1'] ?? {}), ['r'])
  parents.cache.remove(labelled)
  const names = new Set(sync.calls.map(({ request }: Call) => request.parent.metadata.name))
  t.strictSame([...names], ['p'])
})

t.test('it syncs every parent again after each period', async t => {
  const { sync } = await start(t, { resyncPeriodMs: 20 })
  t.ok(await sync.call(() => sync.calls.length === 3))
})

t.test('with ignoreStatusChanges a new status brings no sync', async t => {
  const parent = { apiVersion, resource: 'parents', ignoreStatusChanges: true }
  const { sync, parents, next } = await start(t, { parent })
  await sync.call(() => sync.calls.length === 2)
  const seen = next()
  parents.cache.upsert(aParent({ ...labelled.metadata, resourceVersion: '2' }, { status: { new: true } }))
  parents.cache.upsert(aParent({ ...labelled.metadata, resourceVersion: '3', generation: 2 }))
  t.equal((await seen).request.parent.metadata.generation, 2)
  t.equal(sync.calls.length, 3)
})

t.test('after its stop it watches nothing', async t => {
  const { sync, parents, caches, controller } = await start(t)
  await sync.call(() => true)
  await controller.stop()
  t.strictSame([...new Set(caches.released)].sort(), [...new Set(caches.acquired)].sort())
  parents.cache.upsert(aParent({ ...labelled.metadata, resourceVersion: '2' }))
  t.equal(sync.calls.length, 1)
})

t.test('without the token of its hook a controller does not start', async t => {
  const token = { scheme: 'Bearer', namespace: 'ns', name: 'none', key: 'token' }
  await t.rejects(start(t, { sync: { url: 'http://127.0.0.1:1/', timeoutMs: 1000, token } }), /./)
})
