import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { gatewayCall } from '../../hooks/gateway/call-gateway.ts'
import { signal } from '../fixtures/gateway/played.ts'
import { failureOf } from '../fixtures/gateway/scripted-call.ts'

const late = 'Cannot call Stripe: its whole answer must arrive within 10 s; call again with the same key'

async function serve(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/x`
}

t.test('a call sends its method, headers and body, and returns any status', async t => {
  const seen: unknown[] = []
  const url = await serve(t, async (request, response) => {
    const { method, url: path, headers } = request
    seen.push({ method, path, key: headers['idempotency-key'], body: await new Response(request as never).text() })
    response.writeHead(429, { 'retry-after': '7' }).end('{"error":{"code":"rate_limit"}}')
  })
  const call = gatewayCall({ gateway: 'Stripe' })
  const headers = { 'idempotency-key': 'k' }
  const { status, headers: answered, body } = await call({ method: 'POST', url, headers, body: 'a=b' }, signal)
  t.strictSame(
    { status, wait: answered.get('retry-after'), body },
    { status: 429, wait: '7', body: { error: { code: 'rate_limit' } } },
  )
  t.strictSame(seen, [{ method: 'POST', path: '/v1/x', key: 'k', body: 'a=b' }])
})

t.test('a body that is no JSON object is read as an empty one, and a redirection is not followed', async t => {
  const bodies = ['<html>', '[1]', '']
  const url = await serve(t, (_, response) => void response.writeHead(302, { location: '/else' }).end(bodies.shift()))
  const call = gatewayCall({ gateway: 'Stripe' })
  for (let index = 0; index < 3; index += 1) {
    const { status, body } = await call({ method: 'GET', url, headers: {} }, signal)
    t.strictSame({ status, body }, { status: 302, body: {} })
  }
  const empty = await serve(t, (_, response) => void response.writeHead(204).end())
  t.match(await call({ method: 'GET', url: empty, headers: {} }, signal), { status: 204, body: {} })
})

t.test('after a cut connection, an endless answer or an abort, nobody knows whether the call took effect', async t => {
  const cut = await serve(t, request => request.socket.destroy())
  const call = gatewayCall({ gateway: 'Stripe' })
  const get = (url: string) => call({ method: 'GET', url, headers: {} }, signal)
  t.strictSame(await failureOf(get(cut)), { kind: 'unknown', code: undefined, retryAfterMs: undefined, message: late })
  const long = await serve(t, (_, response) => void response.end(Buffer.alloc(1024 * 1024 + 1, 'x')))
  const error = await get(long).catch(one => one as Error)
  t.match(error, { kind: 'unknown', cause: { message: 'Cannot read the answer: it must have at most 1048576 bytes' } })
  const stop = new AbortController()
  const hanging = await serve(t, () => stop.abort())
  t.match(await failureOf(call({ method: 'GET', url: hanging, headers: {} }, stop.signal)), { kind: 'unknown' })
})

t.test('an answer that takes too long is given up', async t => {
  const url = await serve(t, (_, response) => response.write('{'))
  const call = gatewayCall({ gateway: 'PayPal', timeoutMs: 20 })
  t.match(await failureOf(call({ method: 'GET', url, headers: {} }, signal)), {
    kind: 'unknown',
    message: 'Cannot call PayPal: its whole answer must arrive within 0.02 s; call again with the same key',
  })
})

t.test('calls beyond the limit are not sent', async t => {
  const arrived = Promise.withResolvers<void>()
  const url = await serve(t, () => arrived.resolve())
  const stop = new AbortController()
  const call = gatewayCall({ gateway: 'Stripe', running: 1, waiting: 0 })
  const first = failureOf(call({ method: 'GET', url, headers: {} }, stop.signal))
  await arrived.promise
  t.match(await failureOf(call({ method: 'GET', url, headers: {} }, signal)), {
    kind: 'limited',
    message: 'Cannot call Stripe: too many calls wait already; call again later',
  })
  stop.abort()
  t.match(await first, { kind: 'unknown' })
})
