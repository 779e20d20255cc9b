import { EventEmitter, once } from 'node:events'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { type Connection, trackConnections } from '../../hooks/http/track-connections.ts'
import { closed, connectedServer, head } from '../fixtures/http/connections.ts'
import { certificateOne } from '../fixtures/http/self-signed.ts'

const seen = (open: ReadonlySet<Connection>) => [...open].map(({ isUsed, underWay }) => [isUsed, underWay.size])

t.test('each connection is tracked from its beginning to its end, with its use', async t => {
  const { open, connect, asked, answer } = await connectedServer(t)
  const [silent, slow] = [await connect(), await connect(head('/slow'))]
  await asked
  t.strictSame(seen(open), [
    [false, 0],
    [true, 1],
  ])
  answer()
  await once(slow, 'data')
  const [, connection] = open
  const ended = once(connection?.socket ?? silent, 'close')
  t.strictSame(seen(open)[1], [true, 0], 'it waits for its next request')
  const gone = closed(slow)
  slow.end()
  await Promise.all([ended, gone])
  t.strictSame(seen(open), [[false, 0]])
})

t.test('a new connection from the same address and port survives the end of the old one', async t => {
  const server = new EventEmitter()
  const open = trackConnections(server)
  const place = { remoteAddress: '192.0.2.1', remotePort: 4000 }
  const [first, second] = [new EventEmitter(), new EventEmitter()]
  for (const socket of [first, second]) server.emit('connection', Object.assign(socket, place))
  first.emit('close')
  const response = new EventEmitter()
  server.emit('request', { socket: place }, response)
  t.strictSame(seen(open), [[true, 1]])
  response.emit('close')
  second.emit('close')
  t.strictSame(seen(open), [])
})

t.test('a request from an unknown connection is ignored', async t => {
  const server = new EventEmitter()
  const open = trackConnections(server)
  server.emit('request', { socket: { remoteAddress: '192.0.2.1', remotePort: 1 } }, new EventEmitter())
  t.strictSame(seen(open), [])
})

t.test('connections with TLS are tracked too', async t => {
  const server = Fastify({
    https: { cert: certificateOne.cert, key: certificateOne.key },
  }) as unknown as FastifyInstance
  t.teardown(() => server.close())
  const open = trackConnections(server.server)
  let during: unknown
  server.get('/', async () => {
    await setImmediate()
    during = seen(open)
    return 'answered'
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  const [answer] = await once(
    https.get({ port, host: '127.0.0.1', ca: certificateOne.cert, agent: false, checkServerIdentity: () => undefined }),
    'response',
  )
  t.equal(answer.statusCode, 200)
  answer.resume()
  t.strictSame(during, [[true, 1]])
})
