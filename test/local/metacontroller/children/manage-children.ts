import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { manageChildren, methodKey } from '../../../../local/metacontroller/children/manage-children.ts'
import type { UpdateMethod } from '../../../../local/metacontroller/controllers/controller-spec.ts'
import { applyUpdate, withLastApplied } from '../../../../local/metacontroller/objects/last-applied.ts'
import { insertObject, type ObjectMap } from '../../../../local/metacontroller/objects/object-map.ts'
import {
  aParent,
  apiError,
  aThing,
  fakeDiscovery,
  fakeObjects,
  namespaceKind,
  ownedByParent,
  thingKind,
} from '../../../fixtures/engine/fakes.ts'

const deleting = { deletionTimestamp: '2026-11-20T17:00:00Z' }
const desiredThing = (name: string, spec: object = {}) => ({
  ...aThing(name),
  metadata: { namespace: 'ns', name },
  spec,
})
const made = (name: string) => withLastApplied(aThing(name, ownedByParent(), { spec: {} }), desiredThing(name))

function mapOf(objects: KubeObject[]): ObjectMap {
  const map: ObjectMap = new Map()
  for (const object of objects) insertObject(map, object)
  return map
}

interface Scene {
  observed?: KubeObject[]
  desired?: KubeObject[]
  method?: UpdateMethod
  refuse?: (verb: string, name: string) => void
}

async function manage({ observed = [], desired = [], method, refuse }: Scene) {
  const client = fakeObjects([], refuse)
  const methods = new Map(method ? [[methodKey(thingKind), method]] : [])
  const discovery = fakeDiscovery(thingKind, namespaceKind)
  await manageChildren(
    aParent(),
    { observed: mapOf(observed), desired: mapOf(desired) },
    { client, discovery, methods },
  )
  return client.written
}

const verbs = (written: Awaited<ReturnType<typeof manage>>) =>
  written.map(({ verb, object }) => `${verb} ${object.metadata.name}`)

t.test('unwanted children are deleted before others are created, kind by kind', async t => {
  const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'space' } }
  const written = await manage({ observed: [made('old'), made('going')], desired: [desiredThing('new'), space] })
  t.strictSame(verbs(written), ['remove old', 'remove going', 'create space', 'create new'])
})

t.test('a child is created with its owner and the annotation with the applied object', async t => {
  const [first] = await manage({ desired: [desiredThing('a', { x: 1 })] })
  const applied = withLastApplied(desiredThing('a', { x: 1 }), desiredThing('a', { x: 1 }))
  t.strictSame(first?.object, {
    ...applied,
    metadata: { ...applied.metadata, ownerReferences: ownedByParent().ownerReferences },
  })
})

t.test('desired owners stay, and the parent is an owner once', async t => {
  const more = { apiVersion: 'v1', kind: 'Realm', name: 'r', uid: 'u-r' }
  const echoed = ownedByParent().ownerReferences
  const child = { ...desiredThing('a'), metadata: { namespace: 'ns', name: 'a', ownerReferences: [more, ...echoed] } }
  const [first] = await manage({ desired: [child] })
  t.strictSame(first?.object.metadata.ownerReferences, [more, ...echoed])
})

t.test('a child that equals the desired one stays unchanged', async t => {
  t.strictSame(await manage({ observed: [made('a')], desired: [desiredThing('a')], method: 'InPlace' }), [])
})

t.test('a child that differs is updated by the method of its kind', async t => {
  const scene = { observed: [made('a')], desired: [desiredThing('a', { x: 1 })] }
  t.strictSame(await manage(scene), [])
  t.strictSame(await manage({ ...scene, method: 'OnDelete' }), [])
  t.strictSame(verbs(await manage({ ...scene, method: 'Recreate' })), ['remove a'])
  const object = applyUpdate(made('a'), desiredThing('a', { x: 1 }))
  t.strictSame(await manage({ ...scene, method: 'InPlace' }), [{ verb: 'replace', kind: 'Thing', object }])
})

t.test('a child under deletion is neither updated nor deleted again', async t => {
  const going = { ...made('a'), metadata: { ...made('a').metadata, ...deleting } }
  t.strictSame(await manage({ observed: [going], desired: [desiredThing('a', { x: 1 })], method: 'InPlace' }), [])
  t.strictSame(await manage({ observed: [going], desired: [] }), [])
})

t.test('a call whose effect already exists is no error', async t => {
  const refusing = (code: number, reason: string) => () => {
    throw apiError(code, reason)
  }
  t.strictSame(await manage({ desired: [desiredThing('a')], refuse: refusing(409, 'AlreadyExists') }), [])
  t.strictSame(await manage({ observed: [made('a')], refuse: refusing(404, 'NotFound') }), [])
  const update: Scene = { observed: [made('a')], desired: [desiredThing('a', { x: 1 })], method: 'InPlace' }
  t.strictSame(await manage({ ...update, refuse: refusing(409, 'Conflict') }), [])
  t.strictSame(await manage({ ...update, refuse: refusing(404, 'NotFound') }), [])
})

t.test('it continues after an error, and throws all errors', async t => {
  const done: string[] = []
  const refuse = (verb: string, name: string) => {
    if (name.startsWith('bad')) throw apiError(403, `no ${verb} of ${name}`)
    done.push(name)
  }
  const one = manage({ desired: [desiredThing('bad'), desiredThing('good')], refuse })
  await t.rejects(one, { name: 'ApiError', message: 'no create of bad' })
  const two = manage({ observed: [made('bad-1')], desired: [desiredThing('bad-2'), desiredThing('better')], refuse })
  await t.rejects(two, { message: "[can't delete Thing ns/bad-1: no remove of bad-1, no create of bad-2]" })
  t.strictSame(done, ['good', 'better'])
})

t.test('a kind that is not served is an error', async t => {
  const strange = { apiVersion: 'v1', kind: 'Strange', metadata: { name: 'a' } }
  await t.rejects(manage({ desired: [strange] }), { message: "discovery: can't find Strange" })
})
