import Fastify from 'fastify'
import t from 'tap'
import { parsePaymentBodies } from '../../../hooks/http/payments/body.ts'

t.test('a body of any type and charset keeps its bytes', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  parsePaymentBodies(server)
  const bodies: unknown[] = []
  server.post('/', async request => {
    bodies.push(request.body)
    return ''
  })
  const bytes = Buffer.from([0x61, 0x3d, 0xe9])
  const post = (type: string) =>
    server.inject({ method: 'POST', url: '/', headers: { 'content-type': type }, payload: bytes })
  await post('application/x-www-form-urlencoded; charset=windows-1252')
  await post('Application/JSON')
  t.strictSame(bodies, [
    { bytes, type: 'form' },
    { bytes, type: 'json' },
  ])
  t.equal((await post('text/plain')).statusCode, 415)
})
