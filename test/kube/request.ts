import { text } from 'node:stream/consumers'
import { ApiException, KubeConfig } from '@kubernetes/client-node'
import t from 'tap'
import { KubeError } from '../../hooks/kube/api.ts'
import { kubeError, openAnswer, requestJson, withKubeErrors } from '../../hooks/kube/request.ts'
import { answerJson, answerStatus, playApi } from '../fixtures/cluster/played-api.ts'

const signal = AbortSignal.timeout(60_000)

t.test('a request sends its body, its token and its content types, and returns JSON', async t => {
  const { credentials, requests } = await playApi(
    t,
    [
      async (request, response) => {
        const { authorization, accept, 'user-agent': agent, 'content-type': type } = request.headers
        response.end(JSON.stringify({ authorization, accept, agent, type, body: await text(request) }))
      },
    ],
    { under: '/k8s/clusters/one/' },
  )
  const asked = { authorization: 'Bearer secret', accept: 'application/json', agent: 'kconference' }
  t.strictSame(await requestJson(credentials, { path: '/api/v1/namespaces?limit=1', signal }), { ...asked, body: '' })
  t.strictSame(await requestJson(credentials, { method: 'POST', path: '/api', body: { name: 'ü' }, signal }), {
    ...asked,
    type: 'application/json',
    body: '{"name":"ü"}',
  })
  t.strictSame(await requestJson(credentials, { method: 'PATCH', path: '/api', body: { name: null }, signal }), {
    ...asked,
    type: 'application/merge-patch+json',
    body: '{"name":null}',
  })
  const root = '/k8s/clusters/one/api'
  t.strictSame(requests, [`GET ${root}/v1/namespaces?limit=1`, `POST ${root}`, `PATCH ${root}`])
})

t.test('everything but a 2xx answer is a KubeError', async t => {
  const { credentials } = await playApi(t, [
    answerStatus(409, 'AlreadyExists'),
    (_request, response) => response.writeHead(404).end('404 page not found'),
    (_request, response) => response.destroy(),
    (_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"half":')
      setImmediate(() => response.destroy())
    },
    (_request, response) => response.end('no JSON'),
  ])
  const ask = () => requestJson(credentials, { path: '/api', signal })
  await t.rejects(ask(), { name: 'KubeError', code: 409, reason: 'AlreadyExists', message: 'AlreadyExists' })
  await t.rejects(ask(), { name: 'KubeError', code: 404, reason: 'Unknown' })
  for (const _ of ['no answer', 'half an answer', 'no JSON']) {
    await t.rejects(ask(), { name: 'KubeError', code: undefined, reason: 'Unreachable' })
  }
})

t.test('the signal ends a call, also one that was aborted before', async t => {
  const controller = new AbortController()
  const { credentials, requests } = await playApi(t, [() => controller.abort()])
  for (let call = 0; call < 2; call++) {
    const asked = requestJson(credentials, { path: '/api', signal: controller.signal })
    await t.rejects(asked, { name: 'KubeError', reason: 'Unreachable' })
  }
  t.equal(requests.length, 1)
})

t.test('a body that stops in the middle fails after too long a silence', async t => {
  const { credentials } = await playApi(t, [(_request, response) => response.writeHead(200).write('{')])
  const body = await openAnswer(credentials, { path: '/api', signal, silenceMs: 50 })
  await t.rejects(body.text(), { name: 'BodyTimeoutError' })
})

t.test('credentials without a pool are refused', async t => {
  const credentials = new KubeConfig()
  credentials.loadFromClusterAndUser({ name: 'c', server: 'https://example.org' } as never, { name: 'nobody' })
  await t.rejects(requestJson(credentials, { path: '/api', signal }), {
    message: 'Cannot send a request to "https://example.org": the credentials must have a pool of connections',
  })
})

t.test('connections are reused', async t => {
  const { credentials, connections } = await playApi(t, [answerJson(200, {})])
  for (let call = 0; call < 10; call++) await requestJson(credentials, { path: '/api', signal })
  // A connection may still be busy when the next call begins.
  t.ok((await connections()) <= 2)
})

const status = { kind: 'Status', code: 409, reason: 'AlreadyExists', message: 'payments "p" already exists' }
const exception = (code: number, body: unknown) => new ApiException(code, 'Unknown API Status Code!', body, {})

t.test('every error of a call becomes a KubeError with status, reason and a sentence', async t => {
  const withStatusCode = Object.assign(new Error('Forbidden'), { statusCode: 403 })
  const table: [unknown, { code: number | undefined; reason: string; message: string }][] = [
    [exception(409, JSON.stringify(status)), { code: 409, reason: 'AlreadyExists', message: status.message }],
    [exception(409, status), { code: 409, reason: 'AlreadyExists', message: status.message }],
    [exception(404, '404 page not found'), { code: 404, reason: 'Unknown', message: 'the API server answered 404' }],
    [exception(502, '"{}"'), { code: 502, reason: 'Unknown', message: 'the API server answered 502' }],
    [exception(401, undefined), { code: 401, reason: 'Unknown', message: 'the API server answered 401' }],
    [exception(500, null), { code: 500, reason: 'Unknown', message: 'the API server answered 500' }],
    [exception(500, { kind: 'Other' }), { code: 500, reason: 'Unknown', message: 'the API server answered 500' }],
    [
      { kind: 'Status', code: 410, reason: 'Expired', message: 'old' },
      { code: 410, reason: 'Expired', message: 'old' },
    ],
    [withStatusCode, { code: 403, reason: 'Unknown', message: 'Forbidden' }],
    [
      new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
      { code: undefined, reason: 'Unreachable', message: 'fetch failed: connect ECONNREFUSED' },
    ],
    [new Error('aborted'), { code: undefined, reason: 'Unreachable', message: 'aborted' }],
  ]
  for (const [thrown, wanted] of table) {
    const { code, reason, message } = kubeError(thrown)
    t.strictSame({ code, reason, message }, wanted, wanted.message)
  }
})

t.test('a KubeError stays the same object', async t => {
  const error = new KubeError('too old', { code: 410, reason: 'Expired' })
  t.equal(kubeError(error), error)
})

t.test('a call of the library returns its result, or rejects with a KubeError', async t => {
  t.equal(await withKubeErrors(Promise.resolve('stored')), 'stored')
  await t.rejects(withKubeErrors(Promise.reject(exception(409, status))), {
    name: 'KubeError',
    reason: 'AlreadyExists',
  })
})
