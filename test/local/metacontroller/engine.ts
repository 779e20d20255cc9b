import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { startEngine } from '../../../local/metacontroller/engine.ts'
import { silent } from '../../fixtures/engine/fakes.ts'
import type { Call, HookRequest } from '../../fixtures/engine/hooks.ts'
import { resourceRule, startLab } from '../../fixtures/engine/lab.ts'
import {
  composites,
  configMaps,
  events,
  namespaces,
  parents,
  realms,
  secrets,
  things,
} from '../../fixtures/engine/objects.ts'

// Facts about parents and children that the hooks rely on, each tested on a real API server; docs/stand-in.md lists
// them.
const lab = await startLab(t)
await lab.startEngine()

const thingKey = 'Thing.test.example.com/v1'
const childrenOf = ({ children }: HookRequest) => Object.values(children[thingKey] ?? {})

function thing(name: string, spec: object = {}) {
  return { apiVersion: 'test.example.com/v1', kind: 'Thing', metadata: { name }, spec }
}

function owns(method: string, ...resources: { apiVersion: string; plural: string }[]) {
  return { childResources: resources.map(resource => ({ ...resourceRule(resource), updateStrategy: { method } })) }
}

t.test('a hook is called in wire format v2, with every declared kind and plain headers', async t => {
  const name = 'wire'
  const fact = await lab.fact(t, name, { spec: owns('InPlace', things, configMaps), sync: () => ({ status: {} }) })
  await fact.parent('p', { spec: { any: 1 } })
  const { request, headers } = await fact.sync.call(() => true)
  t.strictSame(Object.keys(request).sort(), ['children', 'controller', 'finalizing', 'parent', 'related'])
  t.equal(request.controller.metadata.name, name)
  t.match(request.parent, { kind: 'Parent', metadata: { name: 'p', namespace: name }, spec: { any: 1 } })
  t.strictSame([request.children, request.related], [{ [thingKey]: {}, 'ConfigMap.v1': {} }, {}])
  t.equal(request.finalizing, false)
  t.match(headers, {
    'content-type': 'application/json',
    'user-agent': 'Go-http-client/1.1',
    'accept-encoding': 'gzip',
  })
  t.strictSame(
    Object.keys(headers).filter(header => header.startsWith('x-') || header === 'authorization'),
    [],
  )
})

t.test(
  'a child is created with its owner, the selector label and the applied object, and is in every later request',
  async t => {
    const name = 'make'
    const fact = await lab.fact(t, name, {
      spec: owns('InPlace', things),
      sync: () => ({ status: {}, children: [thing('one', { a: 1 })] }),
    })
    const { metadata } = await fact.parent('p')
    const made = await lab.until(things, { namespace: name, name: 'one' })
    const labels = { 'controller-uid': metadata.uid }
    t.strictSame(made.metadata.labels, labels)
    const owner = { apiVersion: 'test.example.com/v1', kind: 'Parent', name: 'p', uid: metadata.uid }
    t.strictSame(made.metadata.ownerReferences, [{ ...owner, controller: true, blockOwnerDeletion: true }])
    const applied = { ...thing('one', { a: 1 }), metadata: { labels, name: 'one', namespace: name } }
    t.strictSame(made.metadata.annotations, {
      'metacontroller.k8s.io/last-applied-configuration': JSON.stringify(applied),
    })
    const sent = ({ request }: Call) => request.children[thingKey]?.[`${name}/one`]?.metadata.uid === made.metadata.uid
    t.ok(await fact.sync.call(sent))
  },
)

t.test(
  'children are created in the order of group, version and kind, in whatever order the answer lists them',
  async t => {
    const name = 'order'
    const core = (kind: string) => ({ apiVersion: 'v1', kind, metadata: { name: 'one' } })
    const fact = await lab.fact(t, name, {
      spec: owns('InPlace', things, secrets, configMaps),
      sync: () => ({ status: {}, children: [thing('one'), core('Secret'), core('ConfigMap')] }),
    })
    await fact.parent('p')
    const made = await Promise.all(
      [configMaps, secrets, things].map(kind => lab.until(kind, { namespace: name, name: 'one' })),
    )
    const versions = made.map(({ metadata }) => Number(metadata.resourceVersion))
    t.strictSame(
      versions,
      [...versions].sort((a, b) => a - b),
    )
  },
)

t.test('a cluster-scoped parent has its namespace created before the objects in it', async t => {
  const name = 'realm'
  const inside = { ...thing('one'), metadata: { name: 'one', namespace: 'realm-inside' } }
  await lab.fact(t, name, {
    spec: { ...owns('InPlace', things, namespaces), parentResource: resourceRule(realms) },
    sync: request => ({
      status: { keys: Object.values(request.children).flatMap(Object.keys) },
      children: [inside, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'realm-inside' } }],
    }),
  })
  await lab.create(realms, { metadata: { name: 'r' } })
  const keys = ['realm-inside', 'realm-inside/one']
  const all = ({ status }: KubeObject) => (status as { keys?: string[] })?.keys?.length === 2
  t.strictSame((await lab.until(realms, { name: 'r' }, all))['status'], { keys, observedGeneration: 1 })
  const told = await lab.list(events, 'default')
  t.notOk(told.some(({ reason }) => reason === 'SyncError'))
})

t.test('an update in place keeps the fields of others and removes those that are no longer desired', async t => {
  const name = 'merge'
  const fact = await lab.fact(t, name, {
    spec: owns('InPlace', things),
    sync: ({ parent }) => ({ status: {}, children: [thing('one', parent['spec'] as object)] }),
  })
  await fact.parent('p', { spec: { a: 1, b: 1 } })
  const one = { namespace: name, name: 'one' }
  await lab.until(things, one)
  await lab.patch(things, one, { spec: { mine: 1 } })
  await fact.sync.call(({ request }) => childrenOf(request).some(({ spec }) => (spec as { mine?: 1 }).mine === 1))
  await lab.patch(parents, { namespace: name, name: 'p' }, { spec: { a: 2, b: null } })
  const { spec } = await lab.until(things, one, ({ spec }) => (spec as { a: number }).a === 2)
  t.strictSame(spec, { a: 2, mine: 1 })
})

t.test('OnDelete never updates a child, Recreate deletes and recreates it', async t => {
  const name = 'methods'
  const map = (value: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'one' }, data: { value } })
  const { childResources: recreated } = owns('Recreate', things)
  const { childResources: kept } = owns('OnDelete', configMaps)
  const fact = await lab.fact(t, name, {
    spec: { childResources: [...recreated, ...kept] },
    sync: ({ parent }) => ({
      status: {},
      children: [thing('one', parent['spec'] as object), map(JSON.stringify(parent['spec']))],
    }),
  })
  await fact.parent('p', { spec: { v: 1 } })
  const one = { namespace: name, name: 'one' }
  const [before, kept1] = await Promise.all([lab.until(things, one), lab.until(configMaps, one)])
  await lab.patch(parents, { namespace: name, name: 'p' }, { spec: { v: 2 } })
  const after = await lab.until(things, one, ({ spec }) => (spec as { v: number }).v === 2)
  t.not(after.metadata.uid, before.metadata.uid)
  t.equal((await lab.get(configMaps, one)).metadata.resourceVersion, kept1.metadata.resourceVersion)
})

for (const [name, answer] of Object.entries({ empty: {}, nothing: null, nulls: { status: null, children: null } })) {
  t.test(`the answer ${JSON.stringify(answer)} wipes the status and deletes every child`, async t => {
    const fact = await lab.fact(t, name, {
      spec: owns('InPlace', things),
      sync: ({ parent }) => (parent['spec'] ? answer : { status: { full: true }, children: [thing('one')] }),
    })
    await fact.parent('p')
    const p = { namespace: name, name: 'p' }
    await lab.until(things, { namespace: name, name: 'one' })
    await lab.until(parents, p, ({ status }) => status !== undefined)
    await lab.patch(parents, p, { spec: { wipe: true } })
    await lab.untilGone(things, { namespace: name, name: 'one' })
    const wiped = await lab.until(parents, p, ({ status }) => (status as { full?: true }).full === undefined)
    t.strictSame(wiped['status'], { observedGeneration: 2 })
  })
}

t.test('a status that somebody else wrote during the hook call is lost', async t => {
  const name = 'foreign'
  const p = { namespace: name, name: 'p' }
  const fact = await lab.fact(t, name, {
    spec: owns('InPlace', things),
    sync: async (_request, count) => {
      if (count === 1) t.match(await lab.patchStatus(parents, p, { paid: true }), { status: { paid: true } })
      return { status: { phase: 'Done' } }
    },
  })
  await fact.parent('p')
  const { status } = await lab.until(parents, p, ({ status }) => (status as { phase?: string })?.phase === 'Done')
  t.strictSame(status, { phase: 'Done', observedGeneration: 1 })
})

t.test('an unchanged status is not written', async t => {
  const name = 'quiet'
  const p = { namespace: name, name: 'p' }
  const fact = await lab.fact(t, name, { spec: owns('InPlace', things), sync: () => ({ status: { a: [1] } }) })
  await fact.parent('p')
  await lab.until(parents, p, ({ status }) => status !== undefined)
  const annotate = (value: string) => lab.patch(parents, p, { metadata: { annotations: { value } } })
  const sent = (value: string) =>
    fact.sync.call(({ request }) => request.parent.metadata.annotations?.['value'] === value)
  const { metadata } = await annotate('1')
  await sent('1')
  // The parent is never synced twice at a time: when the hook is called again, the previous sync has finished its
  // writes.
  await lab.patch(composites, { name }, { spec: { resyncPeriodSeconds: 1000 } })
  const again = (await fact.sync.call(({ request }) => request.controller.metadata.generation === 2)).request
  t.equal(again.parent.metadata.resourceVersion, metadata.resourceVersion)
  t.equal((await lab.get(parents, p)).metadata.resourceVersion, metadata.resourceVersion)
})

t.test('an object of the same name that it does not own stays unchanged, without an error', async t => {
  const name = 'namesake'
  const fact = await lab.fact(t, name, {
    spec: owns('InPlace', things),
    sync: request => ({ status: { seen: childrenOf(request).length }, children: [thing('one', { ours: true })] }),
  })
  await lab.create(things, { ...thing('one', { ours: false }), metadata: { namespace: name, name: 'one' } })
  await fact.parent('p')
  const p = await lab.until(parents, { namespace: name, name: 'p' }, ({ status }) => status !== undefined)
  t.strictSame(p['status'], { seen: 0, observedGeneration: 1 })
  const one = await lab.get(things, { namespace: name, name: 'one' })
  t.strictSame([one['spec'], one.metadata.ownerReferences], [{ ours: false }, undefined])
  t.strictSame(await lab.list(events, name), [])
})

t.test('a child that loses its label is released for good, and is never adopted again', async t => {
  const name = 'released'
  const fact = await lab.fact(t, name, {
    spec: owns('InPlace', things),
    sync: request => ({ status: { seen: childrenOf(request).length }, children: [thing('one')] }),
  })
  await fact.parent('p')
  const [p, one] = [
    { namespace: name, name: 'p' },
    { namespace: name, name: 'one' },
  ]
  await lab.until(parents, p, ({ status }) => (status as { seen?: number })?.seen === 1)
  await lab.patch(things, one, { metadata: { labels: { 'controller-uid': null } } })
  await lab.until(parents, p, ({ status }) => (status as { seen?: number })?.seen === 0)
  const { metadata } = await lab.get(things, one)
  t.strictSame([metadata.labels, metadata.ownerReferences], [undefined, undefined])
})

t.test('an object without an owner but with the label is adopted', async t => {
  const name = 'adopted'
  const fact = await lab.fact(t, name, {
    spec: owns('OnDelete', things),
    sync: request => ({ status: {}, children: childrenOf(request).map(({ metadata }) => thing(metadata.name)) }),
  })
  const { metadata } = await fact.parent('p')
  await fact.sync.call(() => true)
  const labels = { 'controller-uid': metadata.uid ?? '' }
  await lab.create(things, { metadata: { namespace: name, name: 'one', labels } })
  const one = await lab.until(things, { namespace: name, name: 'one' }, child => !!child.metadata.ownerReferences)
  t.match(one.metadata.ownerReferences, [{ uid: metadata.uid, controller: true }])
  t.equal(one.metadata.annotations, undefined)
})

t.test('a desired child outside the selector fails the sync: nothing is applied, no status is written', async t => {
  const name = 'selector'
  const stranger = { ...thing('bad'), metadata: { name: 'bad', labels: { 'controller-uid': 'another' } } }
  const fact = await lab.fact(t, name, {
    spec: owns('InPlace', things),
    sync: () => ({ status: { x: 1 }, children: [thing('good'), stranger] }),
  })
  await fact.parent('p')
  t.match(await lab.syncError(name), /^Sync error: labels on desired child Thing .*don't match parent selector/)
  t.equal((await lab.get(parents, { namespace: name, name: 'p' }))['status'], undefined)
  t.strictSame(await lab.list(things, name), [])
})

t.test('the status is written although a child cannot be created', async t => {
  const name = 'partly'
  const fact = await lab.fact(t, name, {
    spec: owns('InPlace', things),
    sync: () => ({ status: { x: 1 }, children: [thing('No_Name'), thing('one')] }),
  })
  await fact.parent('p')
  t.match(await lab.syncError(name), /Sync error: can't reconcile children for Parent partly\/p: /)
  await lab.until(things, { namespace: name, name: 'one' })
  const p = await lab.until(parents, { namespace: name, name: 'p' }, ({ status }) => status !== undefined)
  t.strictSame(p['status'], { x: 1, observedGeneration: 1 })
})

t.test('without a CRD for CompositeControllers it is ready at once', async t => {
  const codes = [503, 404]
  const server = createServer((_request, response) => response.writeHead(codes.shift() ?? 404).end())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const cluster = { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true }
  const contexts = [{ name: 'x', context: { cluster: 'c', user: 'u' } }]
  const whole = { clusters: [{ name: 'c', cluster }], users: [{ name: 'u' }], contexts, 'current-context': 'x' }
  const kubeconfig = join(t.testdir({ kubeconfig: JSON.stringify(whole) }), 'kubeconfig')
  const { stop } = await startEngine({ kubeconfig, workers: 1, log: silent, fatal: t.fail })
  await stop()
  server.close()
  t.strictSame(codes, [])
})
