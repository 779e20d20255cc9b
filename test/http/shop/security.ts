import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import type { PageError } from '../../../hooks/http/shop/page-error.ts'
import { isFromShop, secureAnswers } from '../../../hooks/http/shop/security.ts'
import { shopUrl } from '../../fixtures/shop/server.ts'

async function startServer(t: Test, url = shopUrl): Promise<FastifyInstance> {
  const server: FastifyInstance = Fastify()
  t.teardown(() => server.close())
  server.setErrorHandler<PageError>(({ status }, _request, reply) => reply.code(status).send())
  await secureAnswers(server, { shopUrl: url, paymentPages: ['https://checkout.example.com'] })
  server.get('/page', async () => '')
  server.post('/page', async () => '')
  server.get('/embed', { config: { isEmbeddable: true, cacheControl: 'public' } }, async () => '')
  return server
}

const common = {
  'content-security-policy':
    "default-src 'self';form-action 'self' https://checkout.example.com;frame-ancestors 'none';base-uri 'none';object-src 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

async function headersOf(server: FastifyInstance, url: string): Promise<object> {
  const {
    'content-length': _,
    'content-type': __,
    date: ___,
    connection: ____,
    ...headers
  } = (await server.inject(url)).headers
  return headers
}

t.test(
  'a page is not stored, framed or found by search engines, and its forms lead to us or to a payment page',
  async t => {
    const server = await startServer(t)
    const expected = { ...common, 'cache-control': 'no-store', 'x-robots-tag': 'noindex' }
    t.strictSame(await headersOf(server, '/page'), expected)
    t.match(await headersOf(server, '/nowhere'), expected)
  },
)

t.test('other sites may read what is meant for them', async t => {
  const server = await startServer(t)
  t.strictSame(await headersOf(server, '/embed'), {
    ...common,
    'cache-control': 'public',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
})

t.test('a trial without TLS asks for none', async t => {
  const server = await startServer(t, 'http://127.0.0.1:3080')
  t.equal((await server.inject('/page')).headers['strict-transport-security'], undefined)
})

t.test('a form of another site is refused', async t => {
  const server = await startServer(t)
  const post = async (headers: Record<string, string>) =>
    (await server.inject({ method: 'POST', url: '/page', headers })).statusCode
  t.equal(await post({ 'sec-fetch-site': 'same-origin' }), 200)
  t.equal(await post({ 'sec-fetch-site': 'cross-site' }), 403)
  t.equal((await server.inject({ url: '/page', headers: { 'sec-fetch-site': 'cross-site' } })).statusCode, 200)
})

t.test('the browser says whether the shop sent a request', async t => {
  const host = 'tickets.example.com'
  const table: [headers: Record<string, string>, isFromShop: boolean][] = [
    [{ host, 'sec-fetch-site': 'same-origin' }, true],
    [{ host, 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
    [{ host, 'sec-fetch-site': 'same-site' }, false],
    [{ host, 'sec-fetch-site': 'cross-site', origin: shopUrl }, false],
    [{ host, 'sec-fetch-site': 'none' }, false],
    [{ host: 'internal:3080', origin: shopUrl }, true],
    [{ host: '127.0.0.1:3080', origin: 'http://127.0.0.1:3080' }, true],
    [{ host, origin: 'https://evil.example' }, false],
    [{ host, origin: 'null' }, false],
    [{ host }, false],
    [{}, false],
  ]
  for (const [headers, expected] of table) t.equal(isFromShop({ headers }, shopUrl), expected, JSON.stringify(headers))
})
