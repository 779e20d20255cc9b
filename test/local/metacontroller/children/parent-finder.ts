import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { isStatusChange, parentsOfChange } from '../../../../local/metacontroller/children/parent-finder.ts'
import type { Change } from '../../../../local/metacontroller/kubernetes/watch-cache.ts'
import { aParent, aThing, fakeWatched, ownedByParent, parentKind } from '../../../fixtures/engine/fakes.ts'

const deleting = { deletionTimestamp: '2026-11-20T17:00:00Z' }
const selecting = aParent({ name: 'q', uid: 'u-q' }, { spec: { selector: { matchLabels: { app: 'q' } } } })

function find(
  change: Change,
  { resource = parentKind, parents = [aParent(), selecting], generateSelector = true } = {},
) {
  const { cache } = fakeWatched(resource, parents)
  return parentsOfChange(change, { resource, parents: cache, generateSelector }).map(({ metadata }) => metadata.name)
}

function owner(fields: object): KubeObject {
  const [reference] = ownedByParent().ownerReferences
  return aThing('a', { ownerReferences: [{ ...reference, ...fields }] as NonNullable<typeof reference>[] })
}

t.test('every change of a child concerns its owner', async t => {
  const child = aThing('a', { ...ownedByParent(), resourceVersion: '2' })
  const before = aThing('a', { ...ownedByParent(), resourceVersion: '1' })
  for (const change of [{ after: child }, { before, after: child }, { before: child }])
    t.strictSame(find(change), ['p'])
  t.strictSame(find({ before: child, after: child }), [])
})

t.test('an owner with another uid, name, kind, group or namespace is not ours', async t => {
  const strangers = [{ uid: 'x' }, { name: 'x' }, { kind: 'Realm' }, { apiVersion: 'other/v1' }]
  for (const fields of strangers) t.strictSame(find({ after: owner(fields) }), [], JSON.stringify(fields))
  t.strictSame(find({ after: aThing('a', { ...ownedByParent(), namespace: 'other' }) }), [])
})

t.test('a cluster-scoped owner has children in any namespace', async t => {
  const resource = { ...parentKind, namespaced: false }
  const { namespace: _, ...metadata } = aParent().metadata
  t.strictSame(find({ after: aThing('a', ownedByParent()) }, { resource, parents: [{ ...aParent(), metadata }] }), [
    'p',
  ])
  t.strictSame(
    find({ after: aThing('a', { labels: { 'controller-uid': 'u-p' } }) }, { resource, parents: [aParent()] }),
    ['p'],
  )
})

t.test('a child without an owner concerns the parents that would adopt it, unless it is under deletion', async t => {
  const orphan = aThing('a', { labels: { 'controller-uid': 'u-p' } })
  t.strictSame(find({ after: orphan }), ['p'])
  t.strictSame(find({ after: aThing('a', { labels: { app: 'q' } }) }, { generateSelector: false }), ['q'])
  t.strictSame(find({ before: orphan }), [])
  t.strictSame(find({ after: aThing('a', { ...orphan.metadata, ...deleting }) }), [])
})

t.test('a status change changes neither generation, labels nor annotations', async t => {
  const before = aParent({ resourceVersion: '1' })
  const updates = [{}, { generation: 2 }, { labels: { a: '1' } }, { annotations: { a: '1' } }, deleting]
  const changes = updates.map(fields => ({ before, after: aParent({ resourceVersion: '2', ...fields }) }))
  t.strictSame(changes.map(isStatusChange), [true, false, false, false, false])
  t.strictSame([{ after: before }, { before }, { before, after: before }].map(isStatusChange), [false, false, false])
})
