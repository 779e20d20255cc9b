import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { answerErrors } from '../../../hooks/http/shop/errors.ts'
import { PageError } from '../../../hooks/http/shop/page-error.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import { renderHtml } from '../../../hooks/shop/html/html.ts'
import type { ErrorView } from '../../../hooks/shop/model/page-views.ts'
import { errorPage } from '../../../hooks/shop/pages/error.ts'
import { wordsOf } from '../../../hooks/shop/words/languages.ts'
import { now } from '../../fixtures/objects.ts'
import { unreachable } from '../../fixtures/shop/fake-shop.ts'
import { shopUrl } from '../../fixtures/shop/server.ts'

/** A server whose pages fail with an error. */
function startServer(t: Test, error: Error): { server: FastifyInstance; log: Record<string, unknown>[] } {
  const log: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void log.push(JSON.parse(line)) }
  const server: FastifyInstance = Fastify({
    logger: { base: null, timestamp: false, stream },
    disableRequestLogging: true,
    genReqId: () => 'id',
    routerOptions: { ignoreDuplicateSlashes: true },
  })
  t.teardown(() => server.close())
  answerErrors(server, { shopUrl, now: () => now })
  server.route({
    method: ['GET', 'POST'],
    url: '/:conference/orders/:secret',
    async handler() {
      throw error
    },
  })
  return { server, log }
}

function pageOf(view: ErrorView, path: string): string {
  const context = { words: wordsOf('en'), language: 'en', isChosen: false, path, now, shopUrl } as const
  return renderHtml(errorPage(view, context))
}

const path = '/conf/orders/1.abc-_'

t.test('an error has a page, which says when to try again', async t => {
  const table: [error: Error, status: number, retryAfter: string | undefined, view: ErrorView][] = [
    [new PageError(404), 404, undefined, { status: 404 }],
    [new PageError(403), 403, undefined, { status: 403 }],
    [new PageError(429, { retryAfterSeconds: 7 }), 429, '7', { status: 429, retryAfterSeconds: 7, retryPath: path }],
    [new PageError(503), 503, undefined, { status: 503, retryPath: path }],
    [unreachable(), 503, '5', { status: 503, retryAfterSeconds: 5, retryPath: path }],
    [new TypeError('a defect'), 500, undefined, { status: 503, requestId: 'id' }],
    [Object.assign(new Error('too large'), { statusCode: 413 }), 400, undefined, { status: 400 }],
  ]
  for (const [error, status, retryAfter, view] of table) {
    const { server } = startServer(t, error)
    const { statusCode, headers, body } = await server.inject(`${path}?lang=en`)
    t.strictSame([statusCode, headers['retry-after'], headers['cache-control']], [status, retryAfter, 'no-store'])
    t.equal(body.replaceAll('?lang=en', ''), pageOf(view, path).replaceAll('?lang=en', ''))
  }
})

t.test('the page of a failed form is not reloaded, and its connection ends', async t => {
  const { server } = startServer(t, unreachable())
  const { statusCode, headers, body } = await server.inject({ method: 'POST', url: path })
  t.strictSame([statusCode, headers.connection], [503, 'close'])
  t.equal(body, pageOf({ status: 503, retryAfterSeconds: 5 }, '/'))
})

t.test('a wrong link and an address that nobody serves have the same page', async t => {
  const { server } = startServer(t, new PageError(404))
  const unserved = await server.inject('/nowhere/at/all')
  t.strictSame([unserved.statusCode, unserved.body], [404, pageOf({ status: 404 }, '/')])
})

t.test('the links of a page stay in the shop, whatever its address looks like', async t => {
  const { server } = startServer(t, new PageError(404))
  for (const url of ['//evil.example/orders/x', '/\\evil.example/orders/x', '/a/orders/%22%3E']) {
    const { body } = await server.inject(url)
    for (const [, href = ''] of body.matchAll(/href="([^"]*)"/g)) t.match(href, /^[/#](?![/\\])[\w/.?=%-]*$/)
  }
})

t.test('the log has neither addresses of orders nor e-mail addresses', async t => {
  const invalid = 'Buyer "web-1" is invalid: spec.email: Invalid value: "ada@example.org": too long'
  const cases: [error: Error, line: object | undefined][] = [
    [new PageError(404), undefined],
    [
      new KubeError(invalid, { code: 422, reason: 'Invalid' }),
      { code: 422, reason: 'Invalid', error: 'Buyer "web-1" is invalid: spec.email: Invalid value' },
    ],
    [
      new KubeError('no answer for ada@example.org', { code: undefined, reason: 'Unreachable' }),
      { reason: 'Unreachable', error: 'no answer for …' },
    ],
  ]
  for (const [error, line] of cases) {
    const { server, log } = startServer(t, error)
    await server.inject(path)
    const place = { route: '/:conference/orders/:secret', method: 'GET', status: 503 }
    const expected = { level: 40, reqId: 'id', ...place, ...line, msg: 'API server not reached' }
    t.strictSame(log, line === undefined ? [] : [expected])
  }
  const { server, log } = startServer(t, new TypeError('a defect'))
  await server.inject(path)
  t.match(log, [{ level: 50, route: '/:conference/orders/:secret', err: { message: 'a defect' }, msg: 'shop failed' }])
  t.notMatch(JSON.stringify(log), '1.abc-_')
})
