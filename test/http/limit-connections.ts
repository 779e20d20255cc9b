import { EventEmitter, once } from 'node:events'
import { mock } from 'node:test'
import t, { type Test } from 'tap'
import { limitConnections } from '../../hooks/http/limit-connections.ts'
import { trackConnections } from '../../hooks/http/track-connections.ts'
import { closed, connectedServer, head } from '../fixtures/http/connections.ts'

async function start(t: Test, limit: number) {
  const lines: Record<string, unknown>[] = []
  const logger = { level: 'warn', stream: { write: (line: string) => void lines.push(JSON.parse(line)) } }
  const started = await connectedServer(t, (server, open) => limitConnections(server, { open, limit }), { logger })
  return { ...started, lines }
}

t.test('the oldest connection without a request gives way first, then the oldest idle one', async t => {
  const { connect, open } = await start(t, 3)
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
  const { server, connect, asked } = await start(t, 2)
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
  const { connect, asked, answer } = await start(t, 1)
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
