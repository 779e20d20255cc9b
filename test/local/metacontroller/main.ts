import t from 'tap'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { type Call, HttpAnswer } from '../../fixtures/engine/hooks.ts'
import { hookRule, resourceRule, startLab } from '../../fixtures/engine/lab.ts'
import { composites, configMaps, events, parents, things } from '../../fixtures/engine/objects.ts'
import { realEngine } from '../../fixtures/engine/process.ts'

// Facts about the times at which the engine calls each hook, and about its life as a process; docs/stand-in.md lists
// them.
const lab = await startLab(t)
const onlyStandIn = { skip: realEngine ? 'the stand-in only' : false }

t.test('while it runs', async t => {
  const engine = await lab.startEngine()

  t.test('the customize hook is called once for each generation of a parent', async t => {
    const fact = await lab.fact(t, 'asked', {
      customize: () => ({ relatedResources: [] }),
      sync: () => ({ status: {} }),
    })
    const p = { namespace: 'asked', name: 'p' }
    await fact.parent('p', { spec: { v: 1 } })
    await fact.sync.call(() => true)
    await lab.patch(parents, p, { metadata: { labels: { more: 'yes' } } })
    await fact.sync.call(({ request }) => request.parent.metadata.labels?.['more'] === 'yes')
    await lab.patch(parents, p, { spec: { v: 2 } })
    await fact.sync.call(({ request }) => request.parent.metadata.generation === 2)
    t.strictSame(
      fact.customize.calls.map(({ request }) => request.parent.metadata.generation),
      [1, 2],
    )
    t.strictSame(Object.keys(fact.customize.calls[0]?.request ?? {}).sort(), ['controller', 'parent'])
  })

  t.test('related objects come from any namespace of a rule, and any change of them causes a sync', async t => {
    const fact = await lab.fact(t, 'related', {
      customize: () => ({
        relatedResources: [
          { ...resourceRule(things), labelSelector: { matchLabels: { for: 'related' } } },
          { ...resourceRule(configMaps), namespace: 'default', names: ['related'] },
        ],
      }),
      sync: () => ({ status: {} }),
    })
    const seen =
      (pattern: object) =>
      ({ request }: Call) =>
        JSON.stringify(request.related) === JSON.stringify(pattern)
    const keys = (call: Call) => Object.values(call.request.related).flatMap(Object.keys).join()
    await fact.parent('p')
    const none = { 'ConfigMap.v1': {}, 'Thing.test.example.com/v1': {} }
    t.ok(await fact.sync.call(seen(none)))
    const metadata = { namespace: 'default', name: 'related', labels: { for: 'related' } }
    await lab.create(configMaps, { metadata })
    t.ok(await fact.sync.call(call => keys(call) === 'default/related'))
    await lab.create(things, { metadata })
    t.ok(await fact.sync.call(call => keys(call) === 'default/related,default/related'))
    const before = fact.sync.calls.length
    await lab.patch(things, metadata, { metadata: { labels: { for: 'others' } } })
    await fact.sync.call(call => fact.sync.calls.indexOf(call) >= before && keys(call) === 'default/related')
    await lab.remove(configMaps, metadata)
    await fact.sync.call(call => fact.sync.calls.indexOf(call) >= before && keys(call) === '')
    t.strictSame(await lab.list(events, 'related'), [])
  })

  t.test('a failing hook is called again after 5 ms * 2^n, and at once after an event', async t => {
    const fact = await lab.fact(t, 'failing', { sync: () => new HttpAnswer(500, 'down') })
    await fact.parent('p')
    await fact.sync.call(() => fact.sync.calls.length === 9)
    const times = fact.sync.calls.map(({ at }) => at)
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at))
    for (const [index, pause] of pauses.entries()) {
      // 2 ms, because timers and the calendar have different clocks.
      t.ok(pause >= 5 * 2 ** index - 2, `pause ${index} is ${pause} ms`)
    }
    const changed = Date.now()
    await lab.patch(parents, { namespace: 'failing', name: 'p' }, { spec: { v: 2 } })
    const { at } = await fact.sync.call(({ request }) => request.parent.metadata.generation === 2)
    t.ok(at - changed < 5 * 2 ** 8, `the change was told after ${at - changed} ms`)
    t.match(await lab.syncError('failing'), /unsupported status code: 500 body: down/)
    const [event] = await lab.list(events, 'failing')
    t.match(event, { type: 'Warning', source: { component: 'metacontroller' }, involvedObject: { name: 'p' } })
  })

  t.test('an answer that fails the strict check, or is no 200, fails the sync and changes nothing', async t => {
    const name = 'strict'
    const answers: Record<string, [object, RegExp]> = {
      unknown: [{ status: {}, children: [], more: 1 }, /unknown field "more"/],
      letters: [{ Status: {}, children: [] }, /unknown field "Status"/],
      type: [{ children: {} }, /children/],
      kind: [{ children: [{}] }, /Object 'Kind' is missing/],
      text: [new HttpAnswer(200, ''), /JSON/],
      created: [new HttpAnswer(201, '{"status":{}}'), /unsupported status code: 201 body: {"status":{}}/],
      failed: [new HttpAnswer(500, 'broken'), /unsupported status code: 500 body: broken/],
    }
    const fact = await lab.fact(t, name, {
      spec: { childResources: [resourceRule(things)] },
      sync: ({ parent }) => answers[parent.metadata.name]?.[0] ?? {},
    })
    for (const [parent, [, problem]] of Object.entries(answers)) {
      await fact.parent(parent)
      t.match(await lab.syncError(name, problem), /^Sync error: /, parent)
      t.equal((await lab.get(parents, { namespace: name, name: parent }))['status'], undefined)
    }
  })

  t.test('a parent under deletion is synced for its status only', async t => {
    const name = 'dying'
    const thing = { apiVersion: things.apiVersion, kind: things.kind, metadata: { name: 'one' } }
    const p = { namespace: name, name: 'p' }
    const fact = await lab.fact(t, name, {
      spec: { childResources: [resourceRule(things)] },
      sync: ({ parent: { metadata } }) =>
        metadata.deletionTimestamp ? { status: { dying: true } } : { status: {}, children: [thing] },
    })
    await fact.parent('p', { metadata: { ...p, labels: { fact: name }, finalizers: ['test.example.com/hold'] } })
    await lab.until(things, { namespace: name, name: 'one' })
    await lab.remove(parents, p)
    await lab.until(parents, p, ({ status }) => (status as { dying?: true })?.dying === true)
    t.equal((await lab.get(things, { namespace: name, name: 'one' })).metadata.deletionTimestamp, undefined)
    await lab.patch(parents, p, { metadata: { finalizers: null } })
  })

  t.test('429 is no error: the hook is called again after its pause', async t => {
    const fact = await lab.fact(t, 'busy', {
      sync: (_request, count) =>
        count === 1 ? new HttpAnswer(429, '', { 'Retry-After': '1' }) : { status: { count } },
    })
    await fact.parent('p')
    await lab.until(parents, { namespace: 'busy', name: 'p' }, ({ status }) => status !== undefined)
    const [first, second] = fact.sync.calls
    t.ok((second?.at ?? 0) - (first?.at ?? 0) >= 990)
    t.strictSame(await lab.list(events, 'busy'), [])
  })

  t.test('resyncAfterSeconds causes one more sync, and syncs in between do not cancel it', async t => {
    const fact = await lab.fact(t, 'again', {
      sync: (_request, count) => ({ status: {}, ...(count === 1 && { resyncAfterSeconds: 0.5 }) }),
    })
    await fact.parent('p')
    const { at } = await fact.sync.call(({ at }) => at - (fact.sync.calls[0]?.at ?? at) > 490)
    t.equal(fact.sync.calls.length, 3)
    t.ok(at - (fact.sync.calls[1]?.at ?? at) > 400)
  })

  t.test('resyncPeriodSeconds causes a sync after each period', async t => {
    const fact = await lab.fact(t, 'period', { spec: { resyncPeriodSeconds: 1 }, sync: () => ({ status: {} }) })
    await fact.parent('p')
    await fact.sync.call(() => fact.sync.calls.length === 4)
    const at = fact.sync.calls.map(call => call.at)
    t.ok((at[3] ?? 0) - (at[0] ?? 0) > 900)
  })

  t.test('one parent is never synced twice at a time, several parents are', async t => {
    const working: string[] = []
    const twice: string[] = []
    const all = Promise.withResolvers<void>()
    const fact = await lab.fact(t, 'parallel', {
      sync: async ({ parent: { metadata } }) => {
        if (working.includes(metadata.name)) twice.push(metadata.name)
        working.push(metadata.name)
        if (working.length === 3) all.resolve()
        await all.promise
        working.splice(working.indexOf(metadata.name), 1)
        return { status: { seen: metadata.annotations ?? {} } }
      },
    })
    for (const name of ['a', 'b', 'a', 'c']) {
      const annotations = { annotations: { v: '1' } }
      if (working.includes(name)) await lab.patch(parents, { namespace: 'parallel', name }, { metadata: annotations })
      else await fact.parent(name)
      await fact.sync.call(({ request }) => request.parent.metadata.name === name)
    }
    const seen = ({ status }: KubeObject) => (status as { seen?: { v?: string } })?.seen?.v === '1'
    t.ok(await lab.until(parents, { namespace: 'parallel', name: 'a' }, seen))
    t.strictSame(twice, [])
  })

  t.test('a new spec restarts a CompositeController and syncs every parent; a deleted one ends', async t => {
    const fact = await lab.fact(t, 'anew', { sync: () => ({ status: {} }) })
    await fact.parent('a')
    await fact.parent('b')
    await lab.patch(composites, { name: 'anew' }, { spec: { resyncPeriodSeconds: 600 } })
    for (const name of ['a', 'b']) {
      const again = ({ request: { controller, parent } }: Call) =>
        controller.metadata.generation === 2 && parent.metadata.name === name
      t.ok(await fact.sync.call(again), name)
    }
    await lab.remove(composites, { name: 'anew' })
    await engine.line(
      /"Stopped controller: anew"|controller stopped.*anew|anew.*controller stopped|has been deleted.*anew/,
    )
  })

  t.test('a parent kind without status subresource is not served', async t => {
    await lab.fact(t, 'plain', { spec: { parentResource: resourceRule(things) }, sync: () => ({}) })
    t.match(await engine.line(/subresource/), /status/i)
  })

  t.test('a controller whose parents are not served yet starts once they are', async t => {
    const rule = { apiVersion: 'test.example.com/v1', resource: 'latecomers' }
    const fact = await lab.fact(t, 'late', { spec: { parentResource: rule }, sync: () => ({ status: { late: true } }) })
    await engine.line(/late.*latecomers|latecomers.*not found/)
    const latecomers = { apiVersion: rule.apiVersion, kind: 'Latecomer', plural: rule.resource, namespaced: true }
    await lab.define(latecomers)
    await lab.create(latecomers, { metadata: { namespace: 'late', name: 'p' } })
    t.ok(await fact.sync.call(() => true))
  })

  for (const [name, spec] of Object.entries({
    final: { hooks: { sync: hookRule('http://127.0.0.1:9'), finalize: hookRule('http://127.0.0.1:9') } },
    rolling: { childResources: [{ ...resourceRule(things), updateStrategy: { method: 'RollingInPlace' } }] },
  })) {
    t.test(`the stand-in refuses an unsupported controller: ${name}`, onlyStandIn, async t => {
      await lab.fact(t, name, { spec, sync: () => ({}) })
      t.match(
        await engine.line(new RegExp(`CompositeController \\\\"${name}\\\\"`)),
        /must be .*, the stand-in does nothing else/,
      )
    })
  }
})

t.test('it continues after a kill of the API server and of etcd', async t => {
  await lab.startEngine()
  const fact = await lab.fact(t, 'fault', { sync: ({ parent }) => ({ status: { spec: parent['spec'] } }) })
  const seen = (name: string, v: number) =>
    lab.until(
      parents,
      { namespace: 'fault', name },
      ({ status }) => (status as { spec?: { v: number } })?.spec?.v === v,
    )
  await fact.parent('old', { spec: { v: 1 } })
  t.ok(await seen('old', 1))
  for (const [index, name] of ['kube-apiserver', 'etcd'].entries()) {
    await lab.controlPlane.supervisor.restart(name)
    await lab.patch(parents, { namespace: 'fault', name: 'old' }, { spec: { v: index + 2 } })
    t.ok(await seen('old', index + 2), name)
    await fact.parent(`new-${index}`, { spec: { v: 9 } })
    t.ok(await seen(`new-${index}`, 9), name)
  }
})

t.test('a null child ends the process', async t => {
  const engine = await lab.startEngine()
  const fact = await lab.fact(t, 'null', { sync: () => ({ status: {}, children: [null] }) })
  await fact.parent('p')
  t.equal(await engine.ended, 2)
  t.match(await engine.line(/children must not hold null|nil pointer dereference/), /null|nil/)
})

t.test('it logs when it is ready, and ends within two seconds of SIGTERM', onlyStandIn, async t => {
  const engine = await lab.startEngine()
  t.match(JSON.parse(await engine.line(/"msg":"ready"/)), { msg: 'ready', level: 30 })
  const asked = Date.now()
  engine.signal('SIGTERM')
  t.equal(await engine.ended, 0)
  t.ok(Date.now() - asked < 2000)
})

t.test('with --help it prints its usage and ends', onlyStandIn, async t => {
  const engine = await lab.startEngine(['--help'])
  t.match(await engine.line(/--kubeconfig=PATH/), /node local/)
  t.equal(await engine.ended, 0)
})
