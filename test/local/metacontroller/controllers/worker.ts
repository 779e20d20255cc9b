import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { createWorker } from '../../../../local/metacontroller/controllers/worker.ts'
import type { Happening } from '../../../../local/metacontroller/kubernetes/events.ts'
import { NotSyncedYet } from '../../../../local/metacontroller/related/related.ts'
import { aParent, fakeDiscovery, fakeObjects, fakeWatched, parentKind, silent } from '../../../fixtures/engine/fakes.ts'

interface Scene {
  code?: number
  body?: string
  related?: Error
  ended?: boolean
}

/** Works on a key; returns the calls of the queue. */
async function work(t: Test, key: string, { code = 200, body = '{}', related, ended }: Scene = {}) {
  const server = createServer((_request, response) => response.writeHead(code, { 'Retry-After': '3' }).end(body))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const done: string[] = []
  const ending = new AbortController()
  if (ended) ending.abort(new Error('ending'))
  const realm = { ...aParent(), metadata: { name: 'realm', uid: 'u-r', generation: 1 } }
  const worker = createWorker({
    client: fakeObjects([aParent(), realm]),
    discovery: fakeDiscovery(),
    events: {
      record: (parent, { reason, message }: Happening) => done.push(`${reason} ${parent.metadata.name} ${message}`),
    },
    log: silent,
    controller: { apiVersion: 'v1', kind: 'CompositeController', metadata: { name: 'c' } },
    spec: {
      parent: { apiVersion: parentKind.apiVersion, resource: 'parents', ignoreStatusChanges: false },
      children: [],
      sync: { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs: 5000 },
      generateSelector: true,
      resyncPeriodMs: 1000,
    },
    watches: {
      parents: fakeWatched(parentKind, [aParent(), aParent({ name: 'q', labels: { not: 'mine' } }), realm]),
      children: [],
      methods: new Map(),
    },
    related: {
      async objectsFor() {
        if (related) throw related
        return new Map()
      },
    },
    isSelected: labels => labels?.['not'] === undefined,
    signal: ending.signal,
    fatal: error => done.push(`fatal ${error.message}`),
  })
  await worker(key, {
    add: () => done.push('add'),
    addAfter: (_key, delayMs) => done.push(`after ${delayMs}`),
    addRateLimited: () => done.push('later'),
    forget: () => done.push('forget'),
    shutDown: async () => {},
  })
  return done
}

t.test('a successful key is forgotten, with the timer that the hook requested', async t => {
  t.strictSame(await work(t, 'ns/p', { body: '{"resyncAfterSeconds":2}' }), ['after 2000', 'forget'])
  t.strictSame(await work(t, 'realm'), ['forget'])
})

t.test('a parent that is deleted or not selected is forgotten', async t => {
  t.strictSame(await work(t, 'ns/none', { code: 500 }), ['forget'])
  t.strictSame(await work(t, 'ns/q', { code: 500 }), ['forget'])
})

t.test('a failure is retried later and recorded as an Event', async t => {
  t.strictSame(await work(t, 'ns/p', { code: 500, body: 'down' }), [
    'later',
    'SyncError p Sync error: unsupported status code: 500 body: down',
  ])
})

t.test('429 is retried after its pause, an incomplete list later; neither is recorded', async t => {
  t.strictSame(await work(t, 'ns/p', { code: 429 }), ['after 3000'])
  t.strictSame(await work(t, 'ns/p', { related: new NotSyncedYet('things') }), ['later'])
})

t.test('a fatal answer ends the process', async t => {
  t.strictSame(await work(t, 'ns/p', { body: '{"children":[null]}' }), [
    "fatal Cannot read the hook's answer: children must not hold null",
  ])
})

t.test('a failure after the end of the controller is ignored', async t => {
  t.strictSame(await work(t, 'ns/p', { ended: true }), [])
})
