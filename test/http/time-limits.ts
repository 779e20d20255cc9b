import { type AddressInfo, connect as connectPlain } from 'node:net'
import { text } from 'node:stream/consumers'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { timeLimits } from '../../hooks/http/time-limits.ts'
import { certificateOne } from '../fixtures/http/self-signed.ts'

async function connected(t: Test, server: FastifyInstance, sent: string): Promise<string> {
  server.post('/', async () => 'answered')
  t.teardown(() => server.close())
  await server.listen({ host: '127.0.0.1', port: 0 })
  const socket = connectPlain((server.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(sent)
  return text(socket)
}

const { requestTimeout, head, tls } = timeLimits(200)

t.test('a missing or incomplete request ends its connection', async t => {
  const body = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\n'
  for (const sent of ['', 'POST / HTTP/1.1\r\nhos', body, `${body}half`]) {
    const server = Fastify({ requestTimeout, http: head }) as unknown as FastifyInstance
    t.match(await connected(t, server, sent), /^HTTP\/1.1 408 /, sent)
  }
})

t.test('a missing handshake ends its connection', async t => {
  const https = { cert: certificateOne.cert, key: certificateOne.key, ...head, ...tls }
  const server = Fastify({ requestTimeout, https }) as unknown as FastifyInstance
  t.equal(await connected(t, server, ''), '')
})

t.test('late requests are checked each second, or sooner with a shorter limit', async t => {
  t.strictSame(timeLimits(10_000), {
    requestTimeout: 10_000,
    head: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    tls: { handshakeTimeout: 10_000 },
  })
  t.equal(head.connectionsCheckingInterval, 200)
})
