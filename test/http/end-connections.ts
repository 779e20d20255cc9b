import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { endConnections } from '../../hooks/http/end-connections.ts'

/** A server whose answers to /slow wait until they are let go; /two answers twice on one connection. */
async function start(t: Test, options: { grace?: number } = {}) {
  const server = Fastify({ forceCloseConnections: 'idle' }) as unknown as FastifyInstance
  const slow = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  endConnections(server, options)
  // Which connections are destroyed, in the order in which they were opened, once it closes.
  const accepted: Socket[] = []
  const destroyed = Promise.withResolvers<boolean[]>()
  server.server.on('connection', socket => accepted.push(socket))
  server.addHook('preClose', async () => destroyed.resolve(accepted.map(socket => socket.destroyed)))
  server.get('/', async () => 'answered')
  server.get('/slow', async () => {
    asked.resolve()
    await slow.promise
    return 'answered late'
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  t.teardown(() => server.close())
  t.teardown(() => slow.resolve())
  const { port } = server.server.address() as AddressInfo
  const open = async (sent = ''): Promise<Socket> => {
    const accepted = once(server.server, 'connection')
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(sent)
    await Promise.all([once(socket, 'connect'), accepted])
    return socket
  }
  return { server, open, asked: asked.promise, answer: slow.resolve, destroyed: destroyed.promise }
}

/** However it ends: a connection that is destroyed may be reset. */
const closed = (socket: Socket) => new Promise(resolve => socket.resume().once('close', resolve))

const head = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`

t.test(
  'connections that never sent a request, sent half of one, or wait for the next, end with the server',
  async t => {
    const { server, open, destroyed } = await start(t)
    const used = await open(head('/'))
    await once(used, 'data')
    const sockets = [await open(), await open('GET / HTTP/1.1\r\nHos'), used]
    const ends = sockets.map(closed)
    await Promise.all([server.close(), ...ends])
    t.strictSame(await destroyed, [true, true, true], 'at once')
  },
)

t.test('what is under way is answered', async t => {
  const { server, open, asked, answer, destroyed } = await start(t)
  const socket = await open(head('/slow', 'Connection: close\r\n'))
  await asked
  const end = server.close()
  t.strictSame(await destroyed, [false])
  answer()
  const [said] = await Promise.all([text(socket), end])
  t.match(said, /^HTTP\/1\.1 200 OK[\s\S]*answered late$/)
})

t.test('what takes longer than the time of grace ends all the same', async t => {
  const { server, open, asked } = await start(t, { grace: 10 })
  const socket = await open(head('/slow'))
  await asked
  const end = closed(socket)
  await Promise.all([server.close(), end])
  t.ok(socket.destroyed)
})

t.test('a connection with two requests is under way until both are answered', async t => {
  const { server, open, asked, answer, destroyed } = await start(t)
  const socket = await open(`${head('/')}${head('/slow', 'Connection: close\r\n')}`)
  await asked
  const end = server.close()
  t.strictSame(await destroyed, [false])
  answer()
  const [said] = await Promise.all([text(socket), end])
  t.match(said, /answered[\s\S]*answered late$/)
})
