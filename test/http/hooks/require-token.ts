import Fastify, { LogController } from 'fastify'
import t from 'tap'
import { requireToken } from '../../../hooks/http/hooks/require-token.ts'

t.test('a hook is for those who have a token, and whoever has none is told and logged', async t => {
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const server = Fastify({
    logger: { base: null, timestamp: false, stream },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => 'id',
  })
  t.teardown(() => server.close())
  requireToken(server, token => token === 'good')
  let asked = 0
  server.post('/sync/order', { config: { call: { hook: 'sync', kind: 'Order' } } }, async () => ++asked)
  server.get('/healthz', async () => 'ok')
  const call = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization }
    const { statusCode, headers: answered, body } = await server.inject({ method: 'POST', url: '/sync/order', headers })
    return [statusCode, answered['www-authenticate'], answered.connection, body]
  }
  const error = 'Cannot call "/sync/order": the header Authorization must hold an accepted token'
  const refused = [401, 'Bearer', 'close', JSON.stringify({ error })]
  for (const header of [undefined, '', 'Bearer', 'Bearer bad', 'Basic good', 'good', 'Bearer good good']) {
    t.strictSame(await call(header), refused, String(header))
  }
  const payload = { method: 'POST', url: '/sync/order', headers: { 'content-type': 'application/json' } } as const
  t.equal((await server.inject({ ...payload, payload: '{' })).statusCode, 401, 'before the body is read')
  t.equal(asked, 0)
  t.strictSame(lines[0], { level: 40, reqId: 'id', hook: 'sync', outcome: 'unauthorized', error, msg: 'sync refused' })
  t.equal(lines.length, 8)
  for (const header of ['Bearer good', 'bearer  good']) t.equal((await call(header))[0], 200, header)
  t.equal((await server.inject('/healthz')).statusCode, 200, 'probes need none')
})
