import { EventEmitter, once } from 'node:events'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { mock } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { type Connection, endConnections, limitConnections, trackConnections } from '../../hooks/http/connections.ts'
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

async function startLimited(t: Test, limit: number) {
  const lines: Record<string, unknown>[] = []
  const logger = { level: 'warn', stream: { write: (line: string) => void lines.push(JSON.parse(line)) } }
  const started = await connectedServer(t, (server, open) => limitConnections(server, { open, limit }), { logger })
  return { ...started, lines }
}

t.test('the oldest connection without a request gives way first, then the oldest idle one', async t => {
  const { connect, open } = await startLimited(t, 3)
  const used = await connect(head('/'))
  await once(used, 'data')
  const [silent, half] = [await connect(), await connect('GET / HTTP/1.1\r\nHo')]
  for (const next of [silent, half]) {
    const end = closed(next)
    await once(await connect(head('/')), 'data')
    t.ok(await end)
  }
  t.equal(used.destroyed, false)
  const end = closed(used)
  await connect()
  t.ok(await end)
  t.equal(open.size, 3)
})

t.test('a connection that sends a request gives way if all others await answers', async t => {
  const { server, connect, asked } = await startLimited(t, 2)
  const slow = await connect(head('/slow'))
  await asked
  const begun = once(server.server, 'request')
  const sending = await connect(
    'POST / HTTP/1.1\r\nHost: x\r\ncontent-length: 9\r\ncontent-type: text/plain\r\n\r\nhalf',
  )
  await begun
  const end = closed(sending)
  await once(await connect(head('/')), 'data')
  t.ok(await end)
  t.equal(slow.destroyed, false)
})

t.test('a new connection is closed if all others await answers, and they get them', async t => {
  const { connect, asked, answer } = await startLimited(t, 1)
  const slow = await connect(head('/slow'))
  await asked
  t.ok(await closed(await connect(head('/'))))
  const answered = once(slow, 'data')
  answer()
  t.match(String(await answered), /answered late/)
})

/** A server with one new connection after the other; it still counts the closed ones as open. */
function told(options: { limit?: number } = {}) {
  const lines: unknown[][] = []
  const server = new EventEmitter()
  const open = trackConnections(server)
  limitConnections({ server, log: { warn: (...line: unknown[]) => void lines.push(line) } }, { open, ...options })
  const destroyed: number[] = []
  let remotePort = 0
  const arrive = () => {
    remotePort += 1
    const socket = Object.assign(new EventEmitter(), { remoteAddress: '192.0.2.1', remotePort, destroyed: false })
    const destroy = () => {
      socket.destroyed = true
      destroyed.push(socket.remotePort)
    }
    server.emit('connection', Object.assign(socket, { destroy }))
  }
  return { lines, destroyed, arrive }
}

t.test('the limit is logged once a minute', async t => {
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const { lines, arrive } = told({ limit: 1 })
  arrive()
  t.strictSame(lines, [])
  arrive()
  arrive()
  const line = [{ most: 1 }, 'too many connections: closing some']
  t.strictSame(lines, [line])
  mock.timers.tick(60_000)
  arrive()
  t.strictSame(lines, [line, line])
})

t.test('the default limit is a thousand, and no connection is closed twice', async t => {
  const { destroyed, arrive } = told()
  for (let number = 1; number <= 1000; number++) arrive()
  t.strictSame(destroyed, [])
  arrive()
  arrive()
  t.strictSame(destroyed, [1, 2])
})

/** A server that ends its connections, and the destroyed ones once it closes, in the order of their opening. */
async function startEnding(t: Test, options: { graceMs?: number } = {}) {
  const accepted: Socket[] = []
  const destroyed = Promise.withResolvers<boolean[]>()
  const { connect: open, ...more } = await connectedServer(t, (server, open) => {
    endConnections(server, { open, ...options })
    server.server.on('connection', socket => accepted.push(socket))
    server.addHook('preClose', async () => destroyed.resolve(accepted.map(socket => socket.destroyed)))
  })
  return { ...more, open, destroyed: destroyed.promise }
}

t.test('connections without a request, with half a request or between two requests end with the server', async t => {
  const { server, open, destroyed } = await startEnding(t)
  const used = await open(head('/'))
  await once(used, 'data')
  const sockets = [await open(), await open('GET / HTTP/1.1\r\nHos'), used]
  const ends = sockets.map(closed)
  await Promise.all([server.close(), ...ends])
  t.strictSame(await destroyed, [true, true, true], 'at once')
})

t.test('a request under way is answered', async t => {
  const { server, open, asked, answer, destroyed } = await startEnding(t)
  const socket = await open(head('/slow', 'Connection: close\r\n'))
  await asked
  const end = server.close()
  t.strictSame(await destroyed, [false])
  answer()
  const [said] = await Promise.all([text(socket), end])
  t.match(said, /^HTTP\/1\.1 200 OK[\s\S]*answered late$/)
})

t.test('a request that outlasts the grace period ends too', async t => {
  const { server, open, asked } = await startEnding(t, { graceMs: 10 })
  const socket = await open(head('/slow'))
  await asked
  const end = closed(socket)
  await Promise.all([server.close(), end])
  t.ok(socket.destroyed)
})

t.test('a connection with two requests is under way until both are answered', async t => {
  const { server, open, asked, answer, destroyed } = await startEnding(t)
  const socket = await open(`${head('/')}${head('/slow', 'Connection: close\r\n')}`)
  await asked
  const end = server.close()
  t.strictSame(await destroyed, [false])
  answer()
  const [said] = await Promise.all([text(socket), end])
  t.match(said, /answered[\s\S]*answered late$/)
})
