import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify from 'fastify'
import t from 'tap'
import { refuseUnserved } from '../../hooks/http/refuse-unserved.ts'

t.test('a POST on an unknown path is refused before its body is read, and reported; a GET is not reported', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  const noted: string[][] = []
  refuseUnserved(server, { expected: '/sync/order', onRefusal: ({ url }, error) => void noted.push([url, error]) })
  server.post('/sync/order', async () => 'answered')
  server.get('/healthz', async () => 'ok')
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const request = http.request({ port, host: '127.0.0.1', method: 'POST', path: '/sync/orders', agent: false })
  request.on('error', () => {})
  // The announced length is larger than the body that arrives.
  request.setHeader('content-length', 1e9).write('x')
  const [answer] = await once(request, 'response')
  const error = 'Cannot serve POST "/sync/orders": it must be /sync/order'
  t.strictSame([answer.statusCode, answer.headers.connection], [404, 'close'])
  t.equal(await text(answer), JSON.stringify({ error }))
  t.strictSame(noted, [['/sync/orders', error]])
  t.equal((await server.inject('/sync/orders')).statusCode, 404)
  t.equal((await server.inject({ method: 'POST', url: '/sync/order' })).statusCode, 200)
  t.equal((await server.inject('/healthz')).statusCode, 200)
  t.equal(noted.length, 1)
})
