import { Readable } from 'node:stream'
import t from 'tap'
import { createWatchCaches } from '../../../../local/metacontroller/kubernetes/watch-caches.ts'
import { aThing, fakeApi, parentKind, silent, thingKind } from '../../../fixtures/engine/fakes.ts'

t.test('one watch serves all users of a resource, and ends with the last of them', async t => {
  const ended = Promise.withResolvers<void>()
  const api = fakeApi((_method, path, { signal }) => {
    if (!path.includes('watch')) return { metadata: { resourceVersion: '1' }, items: [aThing('a')] }
    signal?.addEventListener('abort', () => ended.resolve())
    return new Readable({ read() {}, signal: signal as AbortSignal })
  })
  const caches = createWatchCaches(api, silent)
  const first = caches.acquire(thingKind)
  const second = caches.acquire(thingKind)
  t.equal(first.cache, second.cache)
  t.equal(first.isSynced(), false)
  await first.synced
  t.strictSame([second.isSynced(), second.cache.list().length], [true, 1])
  first.release()
  first.release()
  const third = caches.acquire(thingKind)
  t.equal(third.cache, first.cache)
  second.release()
  third.release()
  await ended.promise
  const fresh = caches.acquire(thingKind)
  t.not(fresh.cache, first.cache)
  fresh.release()
  const other = caches.acquire(parentKind)
  t.not(other.cache, fresh.cache)
  other.release()
})
