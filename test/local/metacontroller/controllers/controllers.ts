import { once } from 'node:events'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t, { type Test } from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { runControllers } from '../../../../local/metacontroller/controllers/controllers.ts'
import {
  fakeCaches,
  fakeDiscovery,
  fakeObjects,
  fakeWatched,
  namespaceKind,
  parentKind,
} from '../../../fixtures/engine/fakes.ts'

const { apiVersion } = parentKind
const compositeKind = {
  apiVersion: 'm/v1',
  kind: 'CompositeController',
  plural: 'compositecontrollers',
  namespaced: false,
}

function composite(name: string, spec: object = {}): KubeObject {
  const sync = { version: 'v2', webhook: { url: 'http://127.0.0.1:1/' } }
  const whole = {
    parentResource: { apiVersion, resource: 'parents' },
    generateSelector: true,
    hooks: { sync },
    ...spec,
  }
  return { apiVersion: compositeKind.apiVersion, kind: compositeKind.kind, metadata: { name }, spec: whole }
}

function definition(subresources?: object): KubeObject {
  const versions = [
    { name: 'v2', subresources: { status: {} } },
    { name: 'v1', subresources },
  ]
  return {
    apiVersion: 'v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'parents.test.example.com' },
    spec: { versions },
  }
}

function run(t: Test, composites: KubeObject[], live = [definition({ status: {} })]) {
  const told: string[] = []
  const lines = new Writable({
    objectMode: true,
    write(line, _encoding, next) {
      const { controller, msg } = JSON.parse(line)
      told.push(`${controller}: ${msg}`)
      lines.emit('told')
      next()
    },
  })
  async function until(line: string) {
    while (!told.includes(line)) await once(lines, 'told')
  }
  const { cache } = fakeWatched(compositeKind, composites)
  const caches = fakeCaches()
  const engine = {
    client: fakeObjects(live),
    discovery: fakeDiscovery(parentKind, namespaceKind),
    caches,
    events: {
      record: ({ metadata }: KubeObject, { reason }: { reason: string }) => told.push(`${reason} ${metadata.name}`),
    },
    log: pino({ base: null }, lines),
    workers: 1,
    fatal: () => {},
  }
  const controllers = runControllers(engine, cache)
  t.teardown(() => controllers.stop())
  return { controllers, cache, caches, told, until }
}

t.test('without CompositeControllers it is settled at once', async t => {
  await run(t, []).controllers.waitUntilSettled()
})

t.test('it is settled when all controllers run', async t => {
  const { controllers, told } = run(t, [composite('a'), composite('b')])
  await controllers.waitUntilSettled()
  t.strictSame(told, ['a: controller started', 'b: controller started'])
})

t.test('only a new spec restarts a controller; a deletion ends it', async t => {
  const { controllers, cache, told, until, caches } = run(t, [composite('a')])
  await controllers.waitUntilSettled()
  cache.upsert({ ...composite('a'), metadata: { name: 'a', labels: { more: '1' } } })
  cache.upsert(composite('a', { resyncPeriodSeconds: 5 }))
  await until('a: controller stopped')
  cache.upsert(composite('b'))
  await until('b: controller started')
  t.strictSame(told, [
    'a: controller started',
    'a: controller stopped',
    'a: controller started',
    'b: controller started',
  ])
  cache.remove(composite('b'))
  await until('b: controller stopped')
  t.equal(caches.acquired.length, 6)
  t.equal(caches.released.length, 4)
})

t.test('a controller that cannot run is rejected in one sentence, and counts as settled', async t => {
  const finalize = composite('a', { hooks: { finalize: {} } })
  const { controllers, told, cache, until } = run(t, [finalize])
  await controllers.waitUntilSettled()
  t.strictSame(told, [
    'a: Cannot start CompositeController "a" with hooks.finalize "defined": it must be absent, the stand-in does nothing else',
    'CreateError a',
  ])
  cache.upsert(composite('a'))
  await until('a: controller started')
})

t.test('parents without a status subresource are rejected', async t => {
  for (const live of [definition(), definition({}), { ...definition(), spec: { versions: [] } }]) {
    const { controllers, told } = run(t, [composite('a')], [live])
    await controllers.waitUntilSettled()
    const sentence = 'Cannot start on parents "parents.test.example.com": their CRD must have the status subresource'
    t.strictSame(told, [`a: ${sentence}`, 'CreateError a'])
  }
})

t.test('a resource that is not served yet is retried', async t => {
  const live: KubeObject[] = []
  const { controllers, told, until } = run(t, [composite('a')], live)
  await until('a: controller not started, trying again')
  live.push(definition({ status: {} }))
  await controllers.waitUntilSettled()
  t.equal(told.at(-1), 'a: controller started')
})
