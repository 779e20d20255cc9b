import Fastify, { LogController } from 'fastify'
import t, { type Test } from 'tap'
import { handleSyncErrors } from '../../../hooks/http/hooks/errors.ts'
import { PutOffError } from '../../../hooks/sync/order/put-off.ts'
import { StaleViewError } from '../../../hooks/sync/order/stale-view.ts'

const order = { kind: 'Order', metadata: { namespace: 'conf', name: 'order-1', generation: 7 } }

/** The answer and the log of a server whose only route throws that error. */
async function fail(t: Test, thrown: Error, body: object | string = { parent: order }) {
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const server = Fastify({
    logger: { base: null, timestamp: false, stream },
    logController: new LogController({ disableRequestLogging: true }),
  })
  t.teardown(() => server.close())
  handleSyncErrors(server)
  server.post('/sync/order', async () => {
    throw thrown
  })
  const headers = { 'content-type': 'application/json' }
  const payload = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await server.inject({ method: 'POST', url: '/sync/order', headers, payload })
  const [{ err, reqId: _, ...line } = {}] = lines
  const { type, message } = (err ?? {}) as { type?: string; message?: string }
  const retryAfter = response.headers['retry-after']
  return {
    answer: { status: response.statusCode, ...(retryAfter !== undefined && { retryAfter }), body: response.json() },
    log: { ...line, err: { type, message } },
    lines: lines.length,
  }
}

t.test('the details of a bug are in the log alone', async t => {
  t.strictSame(await fail(t, new TypeError('Cannot read "seat" of undefined at /srv/hooks')), {
    answer: { status: 500, body: { error: 'Cannot answer the request: the hook failed; see its log' } },
    log: {
      level: 50,
      outcome: 'failed',
      kind: 'Order',
      namespace: 'conf',
      name: 'order-1',
      generation: 7,
      status: 500,
      url: '/sync/order',
      err: { type: 'TypeError', message: 'Cannot read "seat" of undefined at /srv/hooks' },
      msg: 'sync failed',
    },
    lines: 1,
  })
})

t.test('the answer to a malformed request names the field', async t => {
  const error = Object.assign(new Error('body/parent/spec/quantity must be integer'), { validation: [{}] })
  const { answer, log } = await fail(t, error)
  t.strictSame(answer, { status: 400, body: { error: 'body/parent/spec/quantity must be integer' } })
  t.equal(log.err.message, 'body/parent/spec/quantity must be integer')
})

t.test('a call with a stale view is put off for a second, and is no failure', async t => {
  const sentence = 'Cannot report on order "order-1": the view shows its generation 7, and must show 8'
  t.strictSame(await fail(t, new StaleViewError(sentence)), {
    answer: { status: 429, retryAfter: '1', body: { error: sentence } },
    log: {
      level: 30,
      outcome: 'put-off',
      kind: 'Order',
      namespace: 'conf',
      name: 'order-1',
      generation: 7,
      error: sentence,
      err: { type: undefined, message: undefined },
      msg: 'sync put off',
    },
    lines: 1,
  })
})

t.test('a call that is put off names the time of its retry', async t => {
  const { answer, log } = await fail(t, new PutOffError('Cannot report on order "order-1" yet', 240))
  t.strictSame(answer, { status: 429, retryAfter: '240', body: { error: 'Cannot report on order "order-1" yet' } })
  t.match(log, { level: 30, outcome: 'put-off', msg: 'sync put off' })
})

t.test('a refusal of the server itself keeps its status and its sentence', async t => {
  const error = (statusCode: number) => Object.assign(new Error('Request body is too large'), { statusCode })
  t.strictSame((await fail(t, error(413))).answer, { status: 413, body: { error: 'Request body is too large' } })
  t.strictSame(
    (await fail(t, error(503))).answer,
    { status: 503, body: { error: 'Cannot answer the request: the hook failed; see its log' } },
    'a failure of the server itself is not explained either',
  )
})

t.test('no body hides the error', async t => {
  const table: [why: string, body: object | string][] = [
    ['no parent', {}],
    ['a parent that is null', { parent: null }],
    ['a parent that is none', { parent: 5 }],
    ['a parent without metadata', { parent: {} }],
    ['metadata that is null', { parent: { metadata: null } }],
    ['a body that is null', 'null'],
    ['a body that is a number', '5'],
  ]
  for (const [why, body] of table) {
    const { answer, lines } = await fail(t, new Error('a bug'), body)
    t.strictSame(
      { answer, lines },
      { answer: { status: 500, body: { error: 'Cannot answer the request: the hook failed; see its log' } }, lines: 1 },
      why,
    )
  }
  const { answer, log } = await fail(t, new Error('not reached'), '{"parent":')
  t.equal(answer.status, 400, 'a body that is no JSON')
  t.match(log, { status: 400, url: '/sync/order', msg: 'sync failed' })
})
