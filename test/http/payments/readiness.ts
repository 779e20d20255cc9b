import Fastify from 'fastify'
import t from 'tap'
import { paymentReadiness } from '../../../hooks/http/payments/readiness.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'

t.test('it is ready once an order was read, and alive before and after', async t => {
  const kube = fakeKube([], () => {
    throw forbidden()
  })
  const server = Fastify()
  t.teardown(() => server.close())
  await server.register(paymentReadiness, { kube, patienceMs: 1000 })
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject({ url })
    return [statusCode, body]
  }
  const notReady = [503, '{"error":"Cannot serve callbacks yet: one read of an order must succeed first"}']
  t.strictSame(await get('/readyz'), notReady)
  t.strictSame(await get('/healthz'), [200, 'ok'])
  const { before } = kube
  kube.before = () => {}
  t.strictSame(await get('/readyz'), [200, 'ok'], 'a missing order was read successfully')
  kube.before = before
  t.strictSame(await get('/readyz'), [200, 'ok'], 'a later outage changes nothing')
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(kube.calls, ['getOrder', 'getOrder'])
})
