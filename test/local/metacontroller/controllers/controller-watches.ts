import t from 'tap'
import type { ControllerSpec } from '../../../../local/metacontroller/controllers/controller-spec.ts'
import { acquireWatches } from '../../../../local/metacontroller/controllers/controller-watches.ts'
import { fakeCaches, fakeDiscovery, namespaceKind, parentKind, thingKind } from '../../../fixtures/engine/fakes.ts'

const { apiVersion } = parentKind
const spec: ControllerSpec = {
  parent: { apiVersion, resource: 'parents', ignoreStatusChanges: false },
  children: [{ apiVersion, resource: 'things', method: 'InPlace' }],
  sync: { url: 'http://h', timeoutMs: 1 },
  generateSelector: true,
  resyncPeriodMs: 1,
}

t.test('parents, children and namespaces are watched, and released together', async t => {
  const caches = fakeCaches()
  const watches = await acquireWatches({ discovery: fakeDiscovery(parentKind, thingKind, namespaceKind), caches }, spec)
  await watches.synced
  t.strictSame(caches.acquired, ['parents', 'things', 'namespaces'])
  t.strictSame(
    watches.children.map(({ resource }) => resource),
    [thingKind],
  )
  t.strictSame([...watches.methods], [['Thing.test.example.com', 'InPlace']])
  watches.release()
  t.strictSame(caches.released, ['parents', 'things', 'namespaces'])
})

t.test('nothing is watched if a resource is not served', async t => {
  const caches = fakeCaches()
  const acquiring = acquireWatches({ discovery: fakeDiscovery(parentKind, namespaceKind), caches }, spec)
  await t.rejects(acquiring, { message: "discovery: can't find things" })
  t.strictSame(caches.acquired, [])
})
