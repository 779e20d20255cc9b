import t from 'tap'
import { groupVersionPath, placeOf, resourcePath } from '../../../local/kubernetes/resource.ts'
import { aThing, namespaceKind, thingKind } from '../../fixtures/engine/fakes.ts'

t.test('core and named groups have paths of their own', async t => {
  t.strictSame(['v1', 'x.y/v1'].map(groupVersionPath), ['/api/v1', '/apis/x.y/v1'])
})

t.test('objects, lists and subresources', async t => {
  const things = '/apis/test.example.com/v1'
  t.equal(resourcePath(thingKind), `${things}/things`)
  t.equal(resourcePath(thingKind, { namespace: 'n' }), `${things}/namespaces/n/things`)
  t.equal(
    resourcePath(thingKind, { namespace: 'n', name: 'a/b', subresource: 'status' }),
    `${things}/namespaces/n/things/a%2Fb/status`,
  )
  t.equal(resourcePath(namespaceKind, { namespace: 'ignored', name: 'n' }), '/api/v1/namespaces/n')
  t.strictSame(placeOf(aThing('o')), { namespace: 'ns', name: 'o' })
})
