import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify, { LogController } from 'fastify'
import t from 'tap'
import { acceptTokens, requireToken } from '../../../hooks/http/hooks/tokens.ts'

t.test('each file of the folder is a token, without the line break at its end', async t => {
  const folder = t.testdir({ 'token-1': 'first\n', 'token-2': 'second', empty: '\n', '..data': { 'token-1': 'old' } })
  const accept = acceptTokens(folder, () => 0)
  const accepted = ['first', 'second', 'old', 'firs', 'first ', '', 'third'].filter(accept)
  t.strictSame(accepted, ['first', 'second'])
})

t.test('a change takes effect after ten seconds, and no sooner', async t => {
  const folder = t.testdir({ 'token-1': 'first' })
  let now = 0
  const accept = acceptTokens(folder, () => now)
  writeFileSync(join(folder, 'token-2'), 'second')
  rmSync(join(folder, 'token-1'))
  now = 9999
  t.strictSame([accept('first'), accept('second')], [true, false])
  now = 10_000
  t.strictSame([accept('first'), accept('second')], [false, true])
  rmSync(join(folder, 'token-2'))
  now = 20_000
  t.strictSame([accept('first'), accept('second')], [false, false], 'an empty folder accepts nobody')
})

t.test('while the folder is unreadable, its last tokens stay valid', async t => {
  const folder = join(t.testdir({}), 'tokens')
  mkdirSync(folder)
  writeFileSync(join(folder, 'token'), 'first')
  let now = 0
  const accept = acceptTokens(folder, () => now)
  rmSync(folder, { recursive: true })
  now = 10_000
  t.equal(accept('first'), true)
})

t.test('a folder without a token is refused at the start', async t => {
  const folder = t.testdir({ empty: '' })
  for (const place of [folder, join(folder, 'nowhere')]) {
    const message = `Cannot accept tokens of "${place}": it must hold at least one`
    t.throws(() => acceptTokens(place, () => 0), new RangeError(message))
  }
})

t.test('a hook serves only callers with a token, and a refusal is logged', async t => {
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
