import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { syncParent } from '../../../../local/metacontroller/controllers/sync.ts'
import { insertObject, type ObjectMap } from '../../../../local/metacontroller/objects/object-map.ts'
import {
  aParent,
  aThing,
  fakeDiscovery,
  fakeObjects,
  fakeWatched,
  ownedByParent,
  parentKind,
  thingKind,
} from '../../../fixtures/engine/fakes.ts'

const controller = { apiVersion: 'v1', kind: 'CompositeController', metadata: { name: 'c' } }
const own = aThing('own', ownedByParent())
const key = 'Thing.test.example.com/v1'

async function sync(answer: object, parent: KubeObject = aParent(), refuse?: (verb: string, name: string) => void) {
  const asked: unknown[] = []
  const steps: string[] = []
  const client = fakeObjects([parent], (verb, name) => {
    steps.push(`${verb} ${name}`)
    refuse?.(verb, name)
  })
  const related: ObjectMap = new Map()
  insertObject(related, aThing('seen'))
  const done = syncParent(parent, {
    client,
    controller,
    discovery: fakeDiscovery(thingKind),
    methods: new Map(),
    parentResource: parentKind,
    children: [fakeWatched(thingKind, [own])],
    related: { objectsFor: async () => related },
    hook: {
      async call(body) {
        asked.push(body)
        return JSON.stringify(answer)
      },
    },
    generateSelector: true,
    resyncAfter: delayMs => steps.push(`resync after ${delayMs}`),
  })
  const error = await done.catch((caught: Error) => caught.message)
  return { asked, steps, error, written: client.written }
}

t.test('it claims, calls the hook, schedules the resync, deletes, creates, then writes the status', async t => {
  const child = { apiVersion: thingKind.apiVersion, kind: 'Thing', metadata: { name: 'new' } }
  const { asked, steps, error } = await sync({ status: { a: 1 }, children: [child], resyncAfterSeconds: 1.5 })
  const request = {
    controller,
    parent: aParent(),
    children: { [key]: { 'ns/own': own } },
    related: { [key]: { 'ns/seen': aThing('seen') } },
  }
  t.strictSame(asked, [{ ...request, finalizing: false }])
  t.strictSame(steps, ['resync after 1500', 'remove own', 'create new', 'get p', 'replace p'])
  t.equal(error, undefined)
})

t.test('a parent under deletion gets its status only', async t => {
  const { steps } = await sync({}, aParent({ deletionTimestamp: '2026-11-20T17:00:00Z' }))
  t.strictSame(steps, ['get p', 'replace p'])
})

t.test('the status is written before the failure of a child is thrown', async t => {
  const { written, error } = await sync({ status: { a: 1 } }, aParent(), verb => {
    if (verb === 'remove') throw new Error('no')
  })
  t.equal(error, "can't reconcile children for Parent ns/p: can't delete Thing ns/own: no")
  t.strictSame(
    written.map(({ object }) => object['status']),
    [{ a: 1, observedGeneration: 1 }],
  )
})

t.test('a child outside the selector stops everything but the scheduled resync', async t => {
  const child = { kind: 'Thing', metadata: { name: 'x', labels: { 'controller-uid': 'other' } } }
  const { steps, error } = await sync({ children: [child], resyncAfterSeconds: 1 })
  t.strictSame(steps, ['resync after 1000'])
  t.match(error, /don't match parent selector/)
})
