import Fastify from 'fastify'
import t from 'tap'
import { serve } from '../../hooks/http/serve.ts'

t.test('a server listens until SIGTERM, and then leaves no signal handler behind', async t => {
  const server = Fastify()
  const before = process.listenerCount('SIGTERM')
  await serve(server, { host: '127.0.0.1', port: 0 })
  t.equal(server.server.listening, true)
  const closed = new Promise<void>(resolve => server.server.once('close', resolve))
  process.emit('SIGTERM')
  await closed
  await server.close()
  t.equal(server.server.listening, false)
  t.equal(process.listenerCount('SIGTERM'), before)
})

t.test('what is under way is answered, and its connection not kept', async t => {
  const server = Fastify()
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
  server.get('/slow', () => {
    arrive()
    return answered
  })
  server.get('/', async () => 'now')
  server.addHook('preClose', async () => void setImmediate(() => answer('in the end')))
  await serve(server, { host: '127.0.0.1', port: 0 })
  const url = server.listeningOrigin
  t.equal((await fetch(url)).headers.get('connection'), 'keep-alive')
  const slow = fetch(`${url}/slow`)
  await arrived
  const closed = server.close()
  const response = await slow
  t.strictSame([await response.text(), response.headers.get('connection')], ['in the end', 'close'])
  await closed
})

t.test('a busy port is an error that names it', async t => {
  const first = Fastify()
  const second = Fastify()
  t.teardown(() => Promise.all([first.close(), second.close()]))
  await serve(first, { host: '127.0.0.1', port: 0 })
  const address = first.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await t.rejects(serve(second, { host: '127.0.0.1', port }), { code: 'EADDRINUSE', port })
})
