import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { followRequests } from '../../../hooks/http/shop/follow-requests.ts'
import type { ShopRequest } from '../../../hooks/metrics/shop-metrics.ts'

t.test('a request is counted and logged by the pattern of its path', async t => {
  const log: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void log.push(JSON.parse(line)) }
  const server: FastifyInstance = Fastify({
    logger: { base: null, timestamp: false, stream },
    disableRequestLogging: true,
    genReqId: () => 'id',
  })
  t.teardown(() => server.close())
  const counted: ShopRequest[] = []
  followRequests(server, { countRequest: request => counted.push(request) })
  server.get('/:conference/orders/:secret', async () => '')
  server.get('/healthz', { logLevel: 'silent' }, async () => '')
  await server.inject('/conf/orders/secret?lang=de')
  await server.inject('/nowhere')
  await server.inject('/healthz')
  t.strictSame(
    counted.map(({ route, status, seconds }) => [route, status, seconds < 60]),
    [
      ['/:conference/orders/:secret', 200, true],
      ['unknown', 404, true],
    ],
  )
  t.strictSame(
    log.map(({ ms, ...line }) => [typeof ms, line]),
    [
      ['/:conference/orders/:secret', 200],
      ['unknown', 404],
    ].map(([route, status]) => [
      'number',
      { level: 30, reqId: 'id', route, method: 'GET', status, msg: 'request answered' },
    ]),
  )
})
