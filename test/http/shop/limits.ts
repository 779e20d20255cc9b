import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import t, { type Test } from 'tap'
import { addressOf, limitRequests } from '../../../hooks/http/shop/limits.ts'
import type { PageError } from '../../../hooks/http/shop/page-error.ts'

/** A server with a route of each kind. The answer is 200, or 429 with the seconds to wait. */
async function startServer(t: Test): Promise<(url: string, address?: string) => Promise<string>> {
  const server: FastifyInstance = Fastify({ trustProxy: true })
  t.teardown(() => server.close())
  server.setErrorHandler<PageError>(({ status, retryAfterSeconds }, _request, reply) =>
    reply.code(status).send(`${status} after ${retryAfterSeconds}`),
  )
  const limits = await limitRequests(server, { reads: 6, coupons: 1, creates: 2, changes: 3, changesOfOrder: 2 })
  server.get('/read', async () => '200')
  server.get('/none', { config: { limit: 'none' } }, async () => '200')
  server.get('/create', { config: { limit: 'create' } }, async () => '200')
  server.get('/coupon', async request => {
    await limits.checkCoupon(request)
    return '200'
  })
  server.get<{ Params: { order: string } }>('/change/:order', { config: { limit: 'change' } }, async request => {
    await limits.checkOrder(request, request.params.order)
    return '200'
  })
  server.get<{ Params: { tickets: string } }>('/tickets/:tickets', async request => {
    await limits.checkTickets(request, Number(request.params.tickets))
    return '200'
  })
  return async (url, address = '192.0.2.1') =>
    (await server.inject({ url, headers: { 'x-forwarded-for': address } })).body
}

const tooMany = /^429 after (?:60|59)$/

t.test('an address may read much and create little', async t => {
  const get = await startServer(t)
  t.strictSame([await get('/create'), await get('/create')], ['200', '200'])
  t.match(await get('/create'), tooMany)
  for (let read = 0; read < 3; read++) t.equal(await get('/read'), '200')
  t.match(await get('/read'), tooMany)
  t.match(await get('/nowhere'), tooMany, 'guesses count')
  t.equal(await get('/none'), '200')
  t.equal(await get('/read', '192.0.2.2'), '200')
})

t.test('an order has a limit of its own, for all addresses together', async t => {
  const get = await startServer(t)
  t.strictSame([await get('/change/a'), await get('/change/a', '192.0.2.2')], ['200', '200'])
  t.match(await get('/change/a', '192.0.2.3'), tooMany)
  t.strictSame([await get('/change/b'), await get('/change/c')], ['200', '200'])
  t.match(await get('/change/d'), tooMany, 'the address has one too')
})

t.test('an address may try few coupons', async t => {
  const get = await startServer(t)
  t.equal(await get('/coupon'), '200')
  t.match(await get('/coupon'), tooMany)
  t.equal(await get('/coupon', '192.0.2.2'), '200')
})

t.test('a page of many tickets costs as much as several requests', async t => {
  const get = await startServer(t)
  for (let read = 0; read < 3; read++) t.equal(await get('/tickets/9'), '200')
  t.equal(await get('/tickets/20'), '200')
  t.match(await get('/read'), tooMany)
  t.match(await get('/tickets/100', '192.0.2.2'), tooMany, 'one page alone')
})

t.test('a network of IPv6 addresses is one address', async t => {
  t.equal(addressOf({ ip: '2001:db8:1:2::3' } as FastifyRequest), '2001:db8:1:2::/64')
})
