import t from 'tap'
import {
  controllerOf,
  controllerReference,
  describeObject,
  groupOf,
  type KubeObject,
  objectKey,
} from '../../../local/kubernetes/kube-object.ts'

const realm: KubeObject = { apiVersion: 'v1', kind: 'Realm', metadata: { name: 'r' } }
const thing: KubeObject = { apiVersion: 'x.y/v1', kind: 'Thing', metadata: { namespace: 'n', name: 'o', uid: 'u' } }

t.test('the key of an object is its namespace and name', async t => {
  t.strictSame([realm, thing].map(objectKey), ['r', 'n/o'])
  t.strictSame([realm, thing].map(describeObject), ['Realm r', 'Thing n/o'])
})

t.test('the controller is the owner with `controller: true`', async t => {
  const owner = { apiVersion: 'v1', kind: 'Realm', name: 'r', uid: 'u' }
  t.equal(controllerOf(thing), undefined)
  const owned = { ...thing, metadata: { ...thing.metadata, ownerReferences: [owner, { ...owner, controller: true }] } }
  t.strictSame(controllerOf(owned), { ...owner, controller: true })
})

t.test('a parent refers to itself on its children', async t => {
  const flags = { controller: true, blockOwnerDeletion: true }
  t.strictSame(controllerReference(thing), { apiVersion: 'x.y/v1', kind: 'Thing', name: 'o', uid: 'u', ...flags })
  t.strictSame(controllerReference(realm), { apiVersion: 'v1', kind: 'Realm', name: 'r', uid: '', ...flags })
})

t.test('the core group has no name', async t => {
  t.strictSame(['v1', 'app.corley.it/v1'].map(groupOf), ['', 'app.corley.it'])
})
