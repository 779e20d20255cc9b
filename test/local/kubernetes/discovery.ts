import t from 'tap'
import { createDiscovery } from '../../../local/kubernetes/discovery.ts'
import { apiError, fakeApi, parentKind, thingKind } from '../../fixtures/engine/fakes.ts'

const listed = [parentKind, thingKind].map(({ plural, kind, namespaced }) => ({ name: plural, kind, namespaced }))
const status = { name: 'parents/status', kind: 'Parent', namespaced: true }
const { apiVersion } = parentKind

t.test('kinds are found by plural and by kind, with one request', async t => {
  const api = fakeApi(() => ({ resources: [status, ...listed] }))
  const discovery = createDiscovery(api)
  t.strictSame(await discovery.findByPlural(apiVersion, 'parents'), parentKind)
  t.strictSame(await discovery.findByKind(apiVersion, 'Thing'), thingKind)
  t.strictSame(api.asked, ['GET /apis/test.example.com/v1'])
})

t.test('a resource that is not served is requested again each time', async t => {
  const api = fakeApi(() => {
    throw apiError(404, 'NotFound')
  })
  const discovery = createDiscovery(api)
  await t.rejects(discovery.findByPlural('x.y/v1', 'parents'), {
    message: "discovery: can't find resource parents in apiVersion x.y/v1",
  })
  await t.rejects(discovery.findByKind('x.y/v1', 'Parent'), {
    message: "discovery: can't find kind Parent in apiVersion x.y/v1",
  })
  t.equal(api.asked.length, 2)
})

t.test('other failures are passed on', async t => {
  const api = fakeApi(() => {
    throw apiError(403, 'Forbidden')
  })
  await t.rejects(createDiscovery(api).findByKind('v1', 'Pod'), { code: 403 })
})
