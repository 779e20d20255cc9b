import Fastify from 'fastify'
import t from 'tap'
import { healthRoutes } from '../../hooks/http/health-routes.ts'

t.test('both probes answer 200 ok', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  await server.register(healthRoutes)
  for (const url of ['/healthz', '/readyz']) {
    const { statusCode, body } = await server.inject({ url })
    t.strictSame({ statusCode, body }, { statusCode: 200, body: 'ok' }, url)
  }
})
