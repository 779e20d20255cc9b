import { once } from 'node:events'
import { connect, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { answerNoHttp } from '../../../hooks/http/payments/errors.ts'
import { closed } from '../../fixtures/http/connections.ts'
import { anOrder } from '../../fixtures/objects.ts'
import { fakeKube, forbidden } from '../../fixtures/payment/fake-kube.ts'
import { form, paid, testPaymentServer } from '../../fixtures/payment/server.ts'

t.test('a defect shows its details only in the log', async t => {
  const kube = fakeKube([anOrder()], () => {
    throw new TypeError('secret.password is not a function')
  })
  const { post, log } = testPaymentServer(t, { kube })
  const { statusCode, body } = await post(paid)
  const error = 'Cannot record the payment: the endpoint failed; see its log and send it again'
  t.strictSame([statusCode, body], [500, JSON.stringify({ error })])
  t.match(log, [{ level: 50, outcome: 'failed', order: 'order-1', err: { message: /secret/ } }])
})

t.test('a refusal to send again later has the time, and its cause only in the log', async t => {
  const kube = fakeKube([anOrder()], () => {
    throw forbidden()
  })
  const { post, log } = testPaymentServer(t, { kube })
  const { statusCode, headers, body } = await post(paid)
  t.strictSame([statusCode, headers['retry-after']], [503, '30'])
  t.notMatch(body, forbidden().message)
  t.match(log, [{ level: 40, outcome: 'unavailable', order: 'order-1', cause: forbidden().message }])
})

t.test('a malformed request and an unknown path have one sentence too', async t => {
  const { server } = testPaymentServer(t)
  const get = async (method: 'GET' | 'POST', url: string, headers = {}) => {
    const { statusCode, body } = await server.inject({ method, url, headers })
    return [statusCode, body]
  }
  const served = 'it must be POST /payment-gateway/<namespace>, or <namespace>/paypal, or <namespace>/stripe'
  t.strictSame(await get('GET', '/payment-gateway/conf'), [
    404,
    JSON.stringify({ error: `Cannot serve GET "/payment-gateway/conf": ${served}` }),
  ])
  t.strictSame(await get('POST', '/payment-gateway/conf', { 'content-type': form, 'content-length': '5' }), [
    400,
    JSON.stringify({ error: 'Cannot read the request: it must be well-formed HTTP' }),
  ])
})

t.test('a body that is too large is refused with the limit', async t => {
  const { server } = testPaymentServer(t)
  const large = { url: '/payment-gateway/conf', headers: { 'content-type': form }, payload: 'a'.repeat(2 ** 21) }
  const { statusCode, body } = await server.inject({ method: 'POST', ...large })
  t.equal(statusCode, 400)
  t.match(JSON.parse(body), { error: /^Cannot read the body: it must have at most [0-9]+ bytes$/ })
})

t.test('a POST on an unknown path is logged without its query, and its connection ends', async t => {
  const { server, log } = testPaymentServer(t)
  const send = (method: 'GET' | 'POST', url: string) =>
    server.inject({ method, url, headers: { 'content-type': form }, payload: method === 'POST' ? paid : '' })
  const { statusCode, headers, body } = await send('POST', '/gateway/conf?payer=ada')
  const served = 'it must be POST /payment-gateway/<namespace>, or <namespace>/paypal, or <namespace>/stripe'
  const error = `Cannot serve POST "/gateway/conf": ${served}`
  t.strictSame([statusCode, headers.connection, body], [404, 'close', JSON.stringify({ error })])
  t.equal((await send('GET', '/gateway/conf')).headers.connection, 'keep-alive')
  t.match(log, [{ level: 40, outcome: 'unserved', path: '/gateway/conf', error }])
  t.equal(log.length, 1)
  await send('POST', `/${'x'.repeat(1000)}`)
  t.match(log[1], { path: /^.{256}$/ })
})

t.test('a body without a type is refused like one of another type', async t => {
  const { server } = testPaymentServer(t)
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: '/payment-gateway/conf',
    payload: Buffer.from(paid),
  })
  const error = 'Cannot read a body of type "": it must be application/x-www-form-urlencoded or application/json'
  t.strictSame([statusCode, JSON.parse(body)], [400, { error }])
})

t.test('bytes that are no HTTP are answered with one sentence, if possible', async t => {
  const { server } = testPaymentServer(t)
  const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('this is no HTTP\r\n\r\n')
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  t.match(head, /^HTTP\/1\.1 400 Bad Request\r\n/)
  t.strictSame(JSON.parse(body), { error: 'Cannot read the request: it must be well-formed HTTP, sent without delay' })

  const halfOpen = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true })
  const accepted = (await once(server.server, 'connection'))[0] as Socket
  const destroyed = closed(accepted)
  halfOpen.write('this is no HTTP either\r\n\r\n')
  t.match(await text(halfOpen), /well-formed HTTP/)
  t.ok(await destroyed)
  halfOpen.destroy()

  const gone = new Socket()
  answerNoHttp(new Error('reset'), gone.destroy())
  t.equal(gone.destroyed, true)
})
