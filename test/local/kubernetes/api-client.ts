import { once } from 'node:events'
import http, { createServer, type RequestListener } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { createApiClient } from '../../../local/kubernetes/api-client.ts'

async function serve(t: Test, listener: RequestListener, waits: number[] = []) {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const connection = {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    agent: new http.Agent({ keepAlive: true }),
    readHeaders: async () => ({ Authorization: 'Bearer abc' }),
  }
  return createApiClient(connection, { reserve: () => waits.shift() ?? 0, tryTake: () => true })
}

const echo: RequestListener = async (request, response) => {
  const { authorization, 'content-type': type } = request.headers
  response.end(
    JSON.stringify({ method: request.method, url: request.url, authorization, type, body: await text(request) }),
  )
}

t.test('a call is JSON both ways, with the current credentials', async t => {
  const api = await serve(t, echo)
  t.match(await api.request('GET', '/api/v1/pods?a=1'), {
    method: 'GET',
    url: '/api/v1/pods?a=1',
    authorization: 'Bearer abc',
    body: '',
  })
  t.match(await api.request('POST', '/x', { body: { a: 1 } }), {
    method: 'POST',
    type: 'application/json',
    body: '{"a":1}',
  })
  const { signal } = new AbortController()
  t.match(await api.request('PATCH', '/x', { body: {}, contentType: 'application/merge-patch+json', signal }), {
    type: 'application/merge-patch+json',
  })
})

t.test('an answer other than 2xx throws its Status', async t => {
  const api = await serve(t, (_request, response) =>
    response.writeHead(404).end('{"message":"no","reason":"NotFound"}'),
  )
  await t.rejects(api.request('GET', '/'), { name: 'ApiError', message: 'no', code: 404, reason: 'NotFound' })
})

t.test('calls wait for the bucket, and an abort ends the wait', async t => {
  const api = await serve(t, echo, [20, 20, 60_000])
  const before = Date.now()
  await api.request('GET', '/')
  t.ok(Date.now() - before >= 18)
  t.ok(await api.stream('/', new AbortController().signal))
  await t.rejects(api.stream('/', AbortSignal.timeout(5)), { name: 'AbortError' })
})

t.test('a stream continues until its signal aborts', async t => {
  const api = await serve(t, (_request, response) => response.write('one\n'))
  const end = new AbortController()
  const answer = await api.stream('/', end.signal)
  const [chunk] = await once(answer, 'data')
  t.equal(String(chunk), 'one\n')
  end.abort()
  await t.rejects(text(answer), { message: 'aborted' })
})

t.test('a server that is not reachable is an error', async t => {
  const connection = { server: 'https://127.0.0.1:1', agent: new https.Agent(), readHeaders: async () => ({}) }
  const api = createApiClient(connection, { reserve: () => 0, tryTake: () => true })
  await t.rejects(api.request('GET', '/'), { code: 'ECONNREFUSED' })
})
