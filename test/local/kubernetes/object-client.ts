import t from 'tap'
import { createObjectClient } from '../../../local/kubernetes/object-client.ts'
import { aThing, fakeApi, thingKind } from '../../fixtures/engine/fakes.ts'

const path = '/apis/test.example.com/v1/namespaces/ns/things'

t.test('each verb is one call', async t => {
  const bodies: unknown[] = []
  const api = fakeApi((_method, _path, { body }) => {
    bodies.push(body)
    return aThing('answer')
  })
  const client = createObjectClient(api)
  const thing = aThing('o')
  t.strictSame(await client.get(thingKind, { namespace: 'ns', name: 'o' }), aThing('answer'))
  t.strictSame(await client.create(thingKind, thing), aThing('answer'))
  await client.replace(thingKind, thing)
  await client.replace(thingKind, thing, 'status')
  await client.remove(thingKind, thing)
  t.strictSame(api.asked, [
    `GET ${path}/o`,
    `POST ${path}`,
    `PUT ${path}/o`,
    `PUT ${path}/o/status`,
    `DELETE ${path}/o`,
  ])
  const remove = {
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    preconditions: { uid: 'u-o' },
    propagationPolicy: 'Background',
  }
  t.strictSame(bodies, [undefined, thing, thing, thing, remove])
})
