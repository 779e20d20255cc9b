import { pino } from 'pino'
import t from 'tap'
import { buildCashierServer } from '../../../hooks/http/cashier/server.ts'

function start() {
  const away = ['/api/v1/namespaces']
  const stopped = { times: 0 }
  const stop = async () => {
    stopped.times += 1
  }
  const server = buildCashierServer({ cashier: { awayPaths: () => away, stop }, logger: pino({ level: 'silent' }) })
  const get = async (url: string) => {
    const { statusCode, body } = await server.inject({ url })
    return [statusCode, body]
  }
  return { server, away, stopped, get }
}

t.test('it is alive from the start, and ready when its watches are complete', async t => {
  const { server, away, get } = start()
  t.teardown(() => server.close())
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(await get('/readyz'), [503, '{"away":["/api/v1/namespaces"],"ending":false}'])
  away.pop()
  t.strictSame(await get('/readyz'), [200, '{"away":[],"ending":false}'])
})

t.test('during its end it is alive and not ready, and it stops with the server', async t => {
  const { server, away, stopped, get } = start()
  away.pop()
  server.draining = true
  t.strictSame(await get('/healthz'), [200, 'ok'])
  t.strictSame(await get('/readyz'), [503, '{"away":[],"ending":true}'])
  t.equal(stopped.times, 0)
  await server.close()
  t.equal(stopped.times, 1)
})
