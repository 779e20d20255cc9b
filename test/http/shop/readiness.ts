import Fastify from 'fastify'
import t from 'tap'
import { shopReadiness } from '../../../hooks/http/shop/readiness.ts'

t.test('the shop is ready once it knows what is on sale', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  let isComplete = false
  const limits: unknown[] = []
  server.addHook('onRequest', async ({ routeOptions }) => void limits.push(routeOptions.config.limit))
  await server.register(shopReadiness, { book: { isComplete: () => isComplete } })
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject(url)
    return [statusCode, body]
  }
  const error = 'Cannot serve pages yet: conferences, plans and pools must be listed first'
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(await get('/readyz'), [503, JSON.stringify({ error })])
  isComplete = true
  t.strictSame(await get('/readyz'), [200, 'ok'])
  t.strictSame(limits, ['none', 'none', 'none'], 'probes have no limit')
})
