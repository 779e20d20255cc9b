import t from 'tap'
import { collectionPath, objectPath, ownApi } from '../../hooks/kube/path.ts'

t.test('a path is that of our API group unless another one is given', async t => {
  t.equal(ownApi, '/apis/app.corley.it/v1')
  t.equal(collectionPath('orders', { namespace: 'conf' }), '/apis/app.corley.it/v1/namespaces/conf/orders')
  t.equal(collectionPath('secrets', { namespace: 'conf', api: '/api/v1' }), '/api/v1/namespaces/conf/secrets')
  const key = { namespace: 'conf', name: 'order-1' }
  t.equal(objectPath('orders', key), '/apis/app.corley.it/v1/namespaces/conf/orders/order-1')
  t.equal(objectPath('secrets', { ...key, api: '/api/v1' }), '/api/v1/namespaces/conf/secrets/order-1')
})

t.test('a name of any characters stays one part of its path', async t => {
  const key = { namespace: 'a/b', name: '../c?d' }
  t.equal(objectPath('orders', key), '/apis/app.corley.it/v1/namespaces/a%2Fb/orders/..%2Fc%3Fd')
})
