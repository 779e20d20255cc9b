import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import t, { type Test } from 'tap'
import { createWebhook, type WebhookOptions } from '../../../../local/metacontroller/hooks/webhook.ts'
import { certificateOne, certificateTwo } from '../../../fixtures/http/self-signed.ts'

async function serve(t: Test, listener: RequestListener, options: Partial<WebhookOptions> = {}) {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sync`
  const { signal } = new AbortController()
  return { url, hook: createWebhook({ url, timeoutMs: 10_000, signal, ...options }) }
}

t.test('it posts JSON with the headers of Go, and returns the body', async t => {
  const { hook } = await serve(t, async (request, response) => {
    const { 'content-type': type, 'user-agent': agent, 'accept-encoding': encoding } = request.headers
    const { method, url } = request
    response.end(JSON.stringify({ method, url, type, agent, encoding, body: await text(request) }))
  })
  t.strictSame(JSON.parse(await hook.call({ a: 'ä' })), {
    method: 'POST',
    url: '/sync',
    type: 'application/json',
    agent: 'Go-http-client/1.1',
    encoding: 'gzip',
    body: '{"a":"ä"}',
  })
})

t.test('it sends its token, if it has one', async t => {
  const show: RequestListener = (request, response) => void response.end(String(request.headers.authorization))
  t.equal(await (await serve(t, show)).hook.call({}), 'undefined')
  t.equal(await (await serve(t, show, { authorization: 'Bearer abc' })).hook.call({}), 'Bearer abc')
})

t.test('it trusts the given certificates and no others', async t => {
  const server = createTlsServer(certificateOne, (_request, response) => void response.end('{}'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/sync`
  const { signal } = new AbortController()
  const call = (ca?: string) => createWebhook({ url, timeoutMs: 10_000, signal, ...(ca && { ca }) }).call({})
  t.equal(await call(certificateOne.cert), '{}')
  await t.rejects(call(certificateTwo.cert), /self-signed certificate/)
  await t.rejects(call(), /self-signed certificate/)
})

t.test('a zipped answer is unzipped', async t => {
  const { hook } = await serve(t, (_request, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{}'))
  })
  t.equal(await hook.call({}), '{}')
})

t.test('every code but 200 is an error', async t => {
  for (const code of [201, 204, 302, 400, 500]) {
    const { hook } = await serve(t, (_request, response) => response.writeHead(code).end('text'))
    await t.rejects(hook.call({}), { message: new RegExp(`^unsupported status code: ${code} body: `) })
  }
})

t.test('429 gives the pause: in seconds, by a date, or none', async t => {
  const now = () => Date.parse('Fri, 20 Nov 2026 17:00:00 GMT') - 500
  const table: [Record<string, string>, number][] = [
    [{ 'Retry-After': '2' }, 2],
    [{ 'Retry-After': 'Fri, 20 Nov 2026 17:00:01 GMT' }, 2],
    [{ 'Retry-After': 'soon' }, 0],
    [{}, 0],
  ]
  for (const [headers, afterSeconds] of table) {
    const { hook } = await serve(t, (_request, response) => response.writeHead(429, headers).end(), { now })
    await t.rejects(hook.call({}), { name: 'TooManyRequests', afterSeconds })
  }
})

t.test('a hook that is late, stopped or not reachable is an error', async t => {
  const { hook, url } = await serve(t, () => {}, { timeoutMs: 20 })
  await t.rejects(hook.call({}), { message: new RegExp(`^http error: Post "${url}": .*timeout`) })
  const ending = new AbortController()
  const other = await serve(t, () => ending.abort(new Error('ending')), { signal: ending.signal })
  await t.rejects(other.hook.call({}), { message: `http error: Post "${other.url}": ending` })
  const away = createWebhook({ url: 'https://127.0.0.1:1/', timeoutMs: 1000, signal: new AbortController().signal })
  await t.rejects(away.call({}), /^http error: Post "https:\/\/127.0.0.1:1\/": connect ECONNREFUSED/)
})
