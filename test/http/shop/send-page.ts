import Fastify from 'fastify'
import t from 'tap'
import { pageContext, redirectTo, sendPage } from '../../../hooks/http/shop/send-page.ts'
import { html } from '../../../hooks/shop/html/html.ts'
import { wordsOf } from '../../../hooks/shop/words/languages.ts'
import { shopUrl } from '../../fixtures/shop/server.ts'

t.test('the language of a page is that of its address, otherwise that of the browser', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  server.get('/', async request => {
    const { words, ...context } = pageContext(request, { shopUrl, now: () => 7, path: '/conf' })
    t.equal(words, wordsOf(context.language))
    return context
  })
  const read = async (url: string) => (await server.inject({ url, headers: { 'accept-language': 'it' } })).json()
  const context = { path: '/conf', query: {}, now: 7, shopUrl }
  t.strictSame(await read('/'), { language: 'it', isChosen: false, ...context })
  t.strictSame(await read('/?lang=de'), { language: 'de', isChosen: true, ...context })
  t.strictSame(await read('/?lang=de&lang=en'), { language: 'it', isChosen: false, ...context })
  const query = { coupon: 'friend', plan: 'early' }
  t.strictSame((await read('/?plan=early&coupon=friend&said=names')).query, query, 'the choices of a link stay')
  t.strictSame((await read(`/?plan=a&plan=b&coupon=${'x'.repeat(254)}`)).query, {})
})

t.test('a page is HTML in one language', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  server.get('/', async (_request, reply) => sendPage(reply, html`<p>${'<b>'}</p>`))
  server.get('/again', async (_request, reply) => sendPage(reply, html``, 422))
  const { statusCode, headers, body } = await server.inject('/')
  t.strictSame(
    [statusCode, headers['content-type'], headers.vary, body],
    [200, 'text/html; charset=utf-8', 'accept-language', '<p>&lt;b&gt;</p>'],
  )
  t.equal((await server.inject('/again')).statusCode, 422)
})

t.test('the next page has the language that the address chose', async t => {
  const server = Fastify()
  t.teardown(() => server.close())
  server.get('/', async (request, reply) => redirectTo('/conf', { request, reply }))
  server.get('/said', async (request, reply) => redirectTo('/conf', { request, reply, query: { said: 'names' } }))
  const locate = async (url: string) => {
    const { statusCode, headers } = await server.inject({ url, headers: { 'accept-language': 'it' } })
    return [statusCode, headers.location]
  }
  t.strictSame(await locate('/'), [303, '/conf'])
  t.strictSame(await locate('/?lang=de'), [303, '/conf?lang=de'])
  t.strictSame(await locate('/?lang=//evil.example'), [303, '/conf'])
  t.strictSame(await locate('/said?lang=de'), [303, '/conf?said=names&lang=de'])
})
