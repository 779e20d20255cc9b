import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { toWire } from '../../../../local/metacontroller/objects/object-map.ts'
import { createRelated, labelsOfNamespaces } from '../../../../local/metacontroller/related/related.ts'
import { compileRule } from '../../../../local/metacontroller/related/related-rule.ts'
import { aParent, aThing, fakeCaches, fakeWatched, namespaceKind, thingKind } from '../../../fixtures/engine/fakes.ts'

const base = { apiVersion: thingKind.apiVersion, resource: 'things' }
const key = 'Thing.test.example.com/v1'

function setUp({ rules = [{}] as object[], synced = true, namespacesSynced = true } = {}) {
  const heard: string[][] = []
  const things = fakeWatched(thingKind, [aThing('a'), aThing('b', { namespace: 'other' })], synced)
  const space = (name: string, labels?: Record<string, string>) => {
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(labels && { labels }) } }
  }
  const namespaces = fakeWatched(namespaceKind, [space('ns', { env: 'test' }), space('other')], namespacesSynced)
  const caches = fakeCaches(things)
  const compiled = rules.map(rule => compileRule({ ...base, ...rule }, thingKind))
  const related = createRelated({
    customize: { knownRules: () => compiled, rulesFor: async () => compiled },
    namespaces,
    caches,
    async onChange(objects: KubeObject[]) {
      heard.push(objects.map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`))
    },
  })
  return { related, caches, things, heard, namespaces }
}

t.test('each rule adds its objects; a kind without objects is in the map', async t => {
  const rules = [{ names: ['none'] }, { namespace: 'ns' }, { namespaceSelector: { matchLabels: { env: 'test' } } }]
  const { related, caches } = setUp({ rules })
  t.strictSame(toWire(await related.objectsFor(aParent())), { [key]: { 'ns/a': aThing('a') } })
  t.strictSame(toWire(await setUp({ rules: [{ names: ['none'] }] }).related.objectsFor(aParent())), { [key]: {} })
  await related.objectsFor(aParent())
  t.strictSame(caches.acquired, ['things'])
})

t.test('a list that is not complete is an error until it is', async t => {
  const message = 'Cannot read the related "things": their first list must be complete'
  await t.rejects(setUp({ synced: false }).related.objectsFor(aParent()), { name: 'NotSyncedYet', message })
  const rules = [{ namespaceSelector: {} }]
  await t.rejects(setUp({ rules, namespacesSynced: false }).related.objectsFor(aParent()), { name: 'NotSyncedYet' })
  t.ok(await setUp({ namespacesSynced: false }).related.objectsFor(aParent()))
})

t.test('changes are passed on one by one with old and new state, until the release', async t => {
  const { related, things, heard, caches } = setUp()
  await related.objectsFor(aParent())
  things.cache.upsert(aThing('a', { resourceVersion: '2' }))
  things.cache.upsert(aThing('c', { resourceVersion: '3' }))
  things.cache.remove(aThing('c', { resourceVersion: '4' }))
  for (let round = 0; round < 10; round += 1) await turn()
  t.strictSame(heard, [['a undefined', 'a 2'], ['c 3'], ['c 4']])
  related.release()
  things.cache.upsert(aThing('a', { resourceVersion: '5' }))
  for (let round = 0; round < 10; round += 1) await turn()
  t.equal(heard.length, 3)
  t.strictSame(caches.released, ['things'])
})

t.test('a namespace may have no labels, or not exist', async t => {
  const labelsOf = labelsOfNamespaces(setUp().namespaces)
  t.strictSame(['ns', 'other', 'none'].map(labelsOf), [{ env: 'test' }, {}, undefined])
})
