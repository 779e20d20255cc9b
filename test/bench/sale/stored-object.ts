import t from 'tap'
import { storedObject } from '../../../bench/sale/stored-object.ts'
import { compileSchema } from '../../../hooks/http/validator.ts'
import { ObjectMeta } from '../../../hooks/schema/crd/object.ts'

t.test('it has the fields that the API server adds', async t => {
  const { apiVersion, kind, metadata } = storedObject('Order', 'order-000007')
  t.ok(compileSchema(ObjectMeta)(metadata))
  t.strictSame([apiVersion, kind], ['app.corley.it/v1', 'Order'])
  t.match(metadata, {
    name: 'order-000007',
    namespace: 'conf',
    uid: '00000000-0000-4000-8000-303030303037',
    resourceVersion: '1007',
    creationTimestamp: '2026-11-20T08:00:00Z',
  })
})

t.test('different names give different objects', async t => {
  const names = ['order-000001', 'order-000002', 'ticket', 'paypal-abc', 'plan']
  t.equal(new Set(names.map(name => storedObject('Order', name).metadata.uid)).size, names.length)
})

t.test('it has managedFields, which are a large part of its bytes', async t => {
  t.match(storedObject('Order', 'order-1').metadata, {
    managedFields: [{ manager: 'client' }, { manager: 'metacontroller' }],
  })
})
