import t from 'tap'
import { labelChildren, parentSelector } from '../../../../local/metacontroller/children/parent-selector.ts'
import { toWire } from '../../../../local/metacontroller/objects/object-map.ts'
import { aParent, aThing } from '../../../fixtures/engine/fakes.ts'

const selecting = aParent({}, { spec: { selector: { matchLabels: { app: 'a' } } } })
const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }

t.test('a generated selector is the uid of the parent', async t => {
  const selects = parentSelector(selecting, true)
  t.strictSame([{ 'controller-uid': 'u-p' }, { app: 'a' }, undefined].map(selects), [true, false, false])
})

t.test('otherwise it is the selector of the parent, which must not be empty', async t => {
  t.strictSame([{ app: 'a' }, {}].map(parentSelector(selecting, false)), [true, false])
  const message = '.spec.selector must have either matchLabels, matchExpressions, or both'
  for (const parent of [aParent(), aParent({}, { spec: { selector: {} } })]) {
    t.throws(() => parentSelector(parent, false), { message })
  }
})

t.test('children get namespace and label unless they name their own', async t => {
  const labels = { more: '1' }
  const given = { ...aThing('b', { labels }), metadata: { name: 'b', namespace: 'other', labels } }
  const desired = labelChildren(aParent(), [bare, given], true)
  t.strictSame(toWire(desired), {
    'Pod.v1': { 'ns/a': { ...bare, metadata: { name: 'a', namespace: 'ns', labels: { 'controller-uid': 'u-p' } } } },
    'Thing.test.example.com/v1': {
      'other/b': {
        ...given,
        metadata: { name: 'b', namespace: 'other', labels: { ...labels, 'controller-uid': 'u-p' } },
      },
    },
  })
  t.notOk('labels' in bare.metadata)
})

t.test('a cluster-scoped parent sets no namespace, and a parent with its own selector sets no label', async t => {
  const realm = { ...selecting, metadata: { name: 'r', uid: 'u-r' } }
  const child = { ...bare, metadata: { name: 'a', labels: { app: 'a' } } }
  t.strictSame(toWire(labelChildren(realm, [child], false)), { 'Pod.v1': { a: child } })
  t.match(toWire(labelChildren(realm, [bare], true)), {
    'Pod.v1': { a: { metadata: { labels: { 'controller-uid': 'u-r' } } } },
  })
})

t.test('a child outside the selector is an error', async t => {
  const message = "labels on desired child Pod ns/a don't match parent selector of Parent ns/p"
  t.throws(() => labelChildren(selecting, [bare], false), { message })
  const other = { ...bare, metadata: { name: 'a', labels: { 'controller-uid': 'u-other' } } }
  t.throws(() => labelChildren(aParent(), [other], true), { message })
})
