import t from 'tap'
import { type Change, createWatchCache } from '../../../../local/metacontroller/kubernetes/watch-cache.ts'
import { aThing, ownedByParent } from '../../../fixtures/engine/fakes.ts'
import { fc } from '../../../fixtures/properties.ts'

const orphan = aThing('a')
const owned = aThing('b', ownedByParent())
const cluster = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } }

function setUp() {
  const cache = createWatchCache()
  for (const object of [orphan, owned, cluster]) cache.upsert(object)
  const changes: Change[] = []
  const stop = cache.listen(change => changes.push(change))
  return { cache, changes, stop }
}

t.test('objects are found by name, namespace and owner', async t => {
  const { cache } = setUp()
  t.strictSame([cache.get('ns', 'a'), cache.get(undefined, 'n'), cache.get('ns', 'n')], [orphan, cluster, undefined])
  t.strictSame([cache.list(), cache.list('ns'), cache.list('none')], [[orphan, owned, cluster], [orphan, owned], []])
  t.strictSame([cache.listOwned('u-p'), cache.listOwned('u-p', 'other'), cache.listOwned('none')], [[owned], [], []])
  t.strictSame([cache.listOwned(''), cache.listOwned('', 'ns')], [[orphan, cluster], [orphan]])
})

t.test('a listener gets every object of the cache, then every change, until it stops', async t => {
  const { cache, changes, stop } = setUp()
  t.strictSame(
    changes.splice(0),
    [orphan, owned, cluster].map(object => ({ before: object, after: object })),
  )
  const released = aThing('b')
  cache.upsert(released)
  const last = { ...released, metadata: { ...released.metadata, resourceVersion: '9' } }
  cache.remove(last)
  cache.remove(last)
  cache.upsert(aThing('c'))
  t.strictSame(changes, [{ before: owned, after: released }, { before: last }, { after: aThing('c') }])
  t.strictSame([cache.listOwned('u-p'), cache.get('ns', 'b')], [[], undefined])
  stop()
  cache.remove(orphan)
  t.equal(changes.length, 3)
})

t.test('a fresh list replaces all objects', async t => {
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  fc.assert(
    fc.property(fc.uniqueArray(name), fc.uniqueArray(name), (before, after) => {
      const cache = createWatchCache()
      cache.replaceAll(before.map(name => aThing(name)))
      const known = new Set<string>(before)
      cache.listen(change =>
        change.after ? known.add(change.after.metadata.name) : known.delete(change.before.metadata.name),
      )
      cache.replaceAll(after.map(name => aThing(name)))
      t.strictSame([...known].sort(), [...after].sort())
      t.strictSame(
        cache
          .list()
          .map(({ metadata }) => metadata.name)
          .sort(),
        [...after].sort(),
      )
    }),
    { numRuns: 50 },
  )
  const { cache, changes } = setUp()
  cache.replaceAll([cluster])
  t.strictSame(cache.list(), [cluster])
  t.strictSame(changes.slice(3), [{ before: orphan }, { before: owned }, { before: cluster, after: cluster }])
})
