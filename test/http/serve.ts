import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { mock } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { healthRoutes } from '../../hooks/http/health-routes.ts'
import { serve } from '../../hooks/http/serve.ts'

const address = { host: '127.0.0.1', port: 0 }

function closed(server: FastifyInstance): Promise<void> {
  return new Promise(resolve => server.server.once('close', resolve))
}

t.test('a server listens until SIGTERM and leaves no signal handler behind', async t => {
  const server = Fastify()
  const before = process.listenerCount('SIGTERM')
  await serve(server, { ...address, drainMs: 0 })
  t.equal(server.server.listening, true)
  const end = closed(server)
  process.emit('SIGTERM')
  await end
  await server.close()
  t.equal(server.server.listening, false)
  t.equal(process.listenerCount('SIGTERM'), before)
})

t.test('during the drain it is not ready but still answers, each connection for the last time', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  server.register(healthRoutes)
  server.get('/', async () => 'answered')
  await serve(server, { ...address, drainMs: 5000 })
  const get = async (path: string) => {
    const { statusCode, headers } = await server.inject(path)
    return [statusCode, headers.connection]
  }
  t.strictSame(
    [await get('/'), await get('/readyz')],
    [
      [200, 'keep-alive'],
      [200, 'keep-alive'],
    ],
  )
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  process.emit('SIGINT')
  t.strictSame(
    [await get('/'), await get('/readyz')],
    [
      [200, 'close'],
      [503, 'close'],
    ],
  )
  const end = closed(server)
  mock.timers.tick(4999)
  t.equal(server.server.listening, true)
  mock.timers.tick(1)
  await end
  t.equal(server.server.listening, false)
})

t.test('a busy port is an error that names it, and closes the server', async t => {
  const first = Fastify()
  t.teardown(() => first.close())
  await serve(first, { ...address, drainMs: 0 })
  const { port } = first.server.address() as AddressInfo
  const second = Fastify()
  let ended = 0
  second.addHook('onClose', async () => void ended++)
  await t.rejects(serve(second, { host: '127.0.0.1', port, drainMs: 0 }), { code: 'EADDRINUSE', port })
  t.equal(ended, 1)
})

t.test('a server may have a limit of connections of its own', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  await serve(server, { ...address, drainMs: 0, maxConnections: 1 })
  const { port } = server.server.address() as AddressInfo
  const first = connect(port, '127.0.0.1')
  await once(first, 'connect')
  const end = once(first, 'close')
  connect(port, '127.0.0.1').on('error', () => {})
  await end
  t.pass('the older connection gave way')
})
