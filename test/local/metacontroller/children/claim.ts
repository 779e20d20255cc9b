import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { claimChildren } from '../../../../local/metacontroller/children/claim.ts'
import { toWire } from '../../../../local/metacontroller/objects/object-map.ts'
import {
  aParent,
  apiError,
  aThing,
  fakeObjects,
  fakeWatched,
  ownedByParent,
  parentKind,
  thingKind,
} from '../../../fixtures/engine/fakes.ts'

const mine = ownedByParent()
const { labels, ownerReferences } = mine
const stranger = { labels, ownerReferences: [{ ...ownerReferences[0], uid: 'u-other' }] as typeof ownerReferences }
const deleting = { deletionTimestamp: '2026-11-20T17:00:00Z' }

interface Scene {
  things: KubeObject[]
  parent?: KubeObject
  live?: KubeObject[]
  refuse?: (verb: string, name: string) => void
}

async function claim({ things, parent = aParent(), live = [parent, ...things], refuse }: Scene) {
  const client = fakeObjects(live, refuse)
  const selects = (candidate?: Record<string, string>) => candidate?.['controller-uid'] === 'u-p'
  const kinds = [fakeWatched(thingKind, things)]
  const claimed = await claimChildren(parent, kinds, { client, parentResource: parentKind, selects })
  const names = Object.keys(toWire(claimed)['Thing.test.example.com/v1'] ?? {})
  const owners = client.written.map(({ object }) => [object.metadata.name, object.metadata.ownerReferences])
  return { names, owners }
}

t.test('its own matching objects are its children, even those under deletion', async t => {
  const things = [
    aThing('own', mine),
    aThing('going', { ...mine, ...deleting }),
    aThing('other', stranger),
    aThing('alone'),
    aThing('elsewhere', { ...mine, namespace: 'other' }),
  ]
  t.strictSame(await claim({ things }), { names: ['ns/going', 'ns/own'], owners: [] })
})

t.test('a kind without children is in the map', async t => {
  const claimed = await claimChildren(aParent(), [fakeWatched(thingKind)], {
    client: fakeObjects([]),
    parentResource: parentKind,
    selects: () => true,
  })
  t.strictSame(toWire(claimed), { 'Thing.test.example.com/v1': {} })
})

t.test('a matching object without a controller is adopted, after a check of the live parent', async t => {
  const things = [aThing('one', { labels }), aThing('two', { labels }), aThing('going', { labels, ...deleting })]
  t.strictSame(await claim({ things }), {
    names: ['ns/one', 'ns/two'],
    owners: [
      ['one', ownerReferences],
      ['two', ownerReferences],
    ],
  })
  const scene = { things, live: [aParent({ uid: 'another' }), ...things] }
  await t.rejects(claim(scene), {
    message: 'Cannot claim Thing ns/one: Cannot adopt children of Parent ns/p: it must be the same as before',
  })
  const dying = { things, live: [aParent(deleting), ...things] }
  await t.rejects(claim(dying), {
    message: 'Cannot claim Thing ns/one: Cannot adopt children of Parent ns/p: it must not be under deletion',
  })
})

t.test('its own objects that do not match are released, and keep their other owners', async t => {
  const more = { apiVersion: 'v1', kind: 'Realm', name: 'r', uid: 'u-r' }
  const things = [aThing('one', { ownerReferences: [more, ...ownerReferences] })]
  t.strictSame(await claim({ things }), { names: [], owners: [['one', [more]]] })
})

t.test('a parent under deletion neither adopts nor releases', async t => {
  const things = [aThing('orphan', { labels }), aThing('drifted', { ownerReferences }), aThing('own', mine)]
  t.strictSame(await claim({ things, parent: aParent(deleting) }), { names: ['ns/own'], owners: [] })
})

t.test('a deleted object is no child; any other failure fails the sync', async t => {
  const things = [aThing('one', { labels })]
  t.strictSame(await claim({ things, live: [aParent()] }), { names: [], owners: [] })
  const refuse = (verb: string) => {
    if (verb === 'replace') throw apiError(403, 'Forbidden')
  }
  await t.rejects(claim({ things, refuse }), { message: 'Cannot claim Thing ns/one: Forbidden' })
})
