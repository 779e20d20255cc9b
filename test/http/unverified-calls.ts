import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { limitUnverifiedCalls } from '../../hooks/http/unverified-calls.ts'

function limited(t: Test, { most = 2, sources = 9, trustProxy = false } = {}) {
  const clock = { now: 0 }
  const server = Fastify({ trustProxy: trustProxy ? ['127.0.0.1'] : false })
  t.teardown(() => server.close())
  const verified = limitUnverifiedCalls(server, { most, window: 60_000, sources, now: () => clock.now })
  server.get<{ Params: { status: string } }>('/:status', async (request, reply) =>
    reply.code(Number(request.params.status)).send(''),
  )
  const call = async (status: number, { from = '127.0.0.1', headers = {} } = {}) => {
    const answer = await server.inject({ url: `/${status}`, remoteAddress: from, headers })
    return answer.statusCode === 429 ? JSON.parse(answer.body).message : answer.statusCode
  }
  return { server, clock, call, verified }
}

const tooMany = (source: string) =>
  `taking a callback from ${source}: must wait, too many of its calls were not genuine`

t.test('a source whose calls are not genuine has to wait, another one has not', async t => {
  const { clock, call } = limited(t)
  t.strictSame([await call(400), await call(401), await call(200)], [400, 401, tooMany('127.0.0.1')])
  t.equal(await call(200, { from: '127.0.0.2' }), 200)
  clock.now = 59_999
  t.equal(await call(200), tooMany('127.0.0.1'))
  clock.now = 60_000
  t.equal(await call(200), 200)
})

t.test('genuine calls do not count, however they are answered', async t => {
  const { call } = limited(t)
  for (const status of [200, 404, 422, 503, 200, 404]) t.equal(await call(status), status)
})

t.test('a call counts until it is known to be genuine, and for ever if it ends before', async t => {
  const { server, call } = limited(t, { most: 1 })
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  server.post('/', () => new Promise(() => reach()))
  const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n')
  await reached
  t.equal(await call(200), tooMany('127.0.0.1'))
  const closed = once(socket, 'close')
  socket.destroy()
  await closed
  t.equal(await call(200), tooMany('127.0.0.1'))
})

t.test('a call that is verified does not count, however long it takes', async t => {
  const { server, call, verified } = limited(t, { most: 1 })
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<string>()
  server.get('/', request => {
    verified(request)
    verified(request)
    reach()
    return answered
  })
  const slow = server.inject({ url: '/' })
  await reached
  t.equal(await call(200), 200)
  answer('')
  await slow
  t.strictSame([await call(401), await call(200)], [401, tooMany('127.0.0.1')], 'and it was taken out once')
})

t.test('what a proxy says of the source counts only if the proxy is trusted', async t => {
  const through = (source: string) => ({ headers: { 'x-forwarded-for': source } })
  const trusting = limited(t, { most: 1, trustProxy: true })
  await trusting.call(401, through('192.0.2.1'))
  t.equal(await trusting.call(200, through('192.0.2.1')), tooMany('192.0.2.1'))
  t.equal(await trusting.call(200, through('192.0.2.2')), 200)
  const { call } = limited(t, { most: 1 })
  await call(401, through('192.0.2.1'))
  t.equal(await call(200, through('192.0.2.2')), tooMany('127.0.0.1'))
})

t.test('so many sources are remembered, the oldest is forgotten first', async t => {
  const { call } = limited(t, { most: 1, sources: 2 })
  for (const from of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) await call(401, { from })
  t.equal(await call(200, { from: '192.0.2.3' }), tooMany('192.0.2.3'))
  t.equal(await call(200, { from: '192.0.2.1' }), 200)
})
