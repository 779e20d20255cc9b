import { once } from 'node:events'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { endConnections } from '../../hooks/http/end-connections.ts'
import { closed, connectedServer, head } from '../fixtures/http/connections.ts'

/** A server that ends its connections, and the destroyed ones once it closes, in the order of their opening. */
async function start(t: Test, options: { graceMs?: number } = {}) {
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
  const { server, open, destroyed } = await start(t)
  const used = await open(head('/'))
  await once(used, 'data')
  const sockets = [await open(), await open('GET / HTTP/1.1\r\nHos'), used]
  const ends = sockets.map(closed)
  await Promise.all([server.close(), ...ends])
  t.strictSame(await destroyed, [true, true, true], 'at once')
})

t.test('a request under way is answered', async t => {
  const { server, open, asked, answer, destroyed } = await start(t)
  const socket = await open(head('/slow', 'Connection: close\r\n'))
  await asked
  const end = server.close()
  t.strictSame(await destroyed, [false])
  answer()
  const [said] = await Promise.all([text(socket), end])
  t.match(said, /^HTTP\/1\.1 200 OK[\s\S]*answered late$/)
})

t.test('a request that outlasts the grace period ends too', async t => {
  const { server, open, asked } = await start(t, { graceMs: 10 })
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
