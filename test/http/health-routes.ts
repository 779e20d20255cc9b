import Fastify from 'fastify'
import t from 'tap'
import { healthRoutes } from '../../hooks/http/health-routes.ts'

t.test('both probes answer 200 ok, and a program that is ending is alive but not ready', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  await server.register(healthRoutes)
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject({ url })
    return [statusCode, body]
  }
  for (const url of ['/healthz', '/readyz']) t.strictSame(await get(url), [200, 'ok'], url)
  server.draining = true
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(await get('/readyz'), [
    503,
    '{"error":"Cannot serve further requests: this program is ending; use another replica"}',
  ])
})
