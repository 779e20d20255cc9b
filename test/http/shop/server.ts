import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { anOrder, aTicketOf } from '../../fixtures/objects.ts'
import { openEvents } from '../../fixtures/shop/event-source.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'
import { orderFields, orderPathOf, testShop } from '../../fixtures/shop/server.ts'

t.test('a person orders, sees the tickets appear, and names them', async t => {
  const { server, api, get, post } = await testShop(t)
  const placed = await post('/conf/orders', orderFields())
  const path = `${placed.headers.location}`
  t.match((await get(path)).body, 'data-state="reserving"')
  const [order = anOrder()] = api.orders.values()
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const events = await openEvents(`${url}${path}/events`)
  await events.next()
  t.match((await events.next())?.data, 'data-state=\\"reserving\\"')
  const ticket = aTicketOf(order)
  api.tickets.set(`conf/${ticket.metadata.name}`, ticket)
  api.put({ ...order, status: { payment: 'CONFIRMED', quantity: 1 } })
  t.match((await events.next())?.data, ticket.metadata.name)
  events.close()
  const { name } = ticket.metadata
  const named = await post(`${path}/names`, { [`${name}.firstname`]: 'Ada', [`${name}.lastname`]: 'Lovelace' })
  t.equal(named.statusCode, 303)
  const [, ticketPath = ''] = /href="(\/conf\/tickets\/[^"]+)"/.exec((await get(path)).body) ?? []
  t.match((await get(ticketPath)).body, 'Ada Lovelace')
})

t.test('an address that nobody serves, or cannot be parsed, has the page of an unknown order', async t => {
  const { get, post, server } = await testShop(t)
  const unknown = await get('/nowhere/at/all')
  for (const path of ['/%zz', '/%ff', '/conf/orders/x/y/z', `/${'x'.repeat(300)}`]) {
    const { statusCode, headers, body } = await get(path)
    t.strictSame([statusCode, headers['cache-control']], [404, 'no-store'], path)
    t.match(headers['content-security-policy'], "default-src 'self'")
    t.equal(body.replaceAll(/href="[^"]*\?lang/g, ''), unknown.body.replaceAll(/href="[^"]*\?lang/g, ''), path)
  }
  t.equal((await post('/nowhere', {})).statusCode, 404)
  const headers = { 'sec-fetch-site': 'same-origin' }
  t.equal((await server.inject({ method: 'DELETE', url: '/conf', headers })).statusCode, 404)
})

t.test('probes have no limit, and are not logged', async t => {
  const requestLimits = { reads: 1, coupons: 100, creates: 1, changes: 1, changesOfOrder: 1 }
  const { get, log } = await testShop(t, { requestLimits })
  for (let probe = 0; probe < 3; probe++) t.equal((await get('/healthz')).statusCode, 200)
  t.equal((await get('/readyz')).statusCode, 200)
  t.strictSame(log, [])
  t.strictSame([(await get('/conf')).statusCode, (await get('/conf')).statusCode], [200, 429])
})

t.test('a slow sender is disconnected', async t => {
  const { server } = await testShop(t, { requestMs: 200 })
  const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
  const socket = connect(Number(port), '127.0.0.1')
  socket.write('POST /conf/orders HTTP/1.1\r\nhost: a\r\n')
  t.match(await text(socket), /^HTTP\/1.1 408 /)
})

t.test('without a trusted proxy, the address of a sender is that of its connection', async t => {
  const requestLimits = { reads: 1, coupons: 100, creates: 1, changes: 1, changesOfOrder: 1 }
  const { get } = await testShop(t, { requestLimits, trustedProxies: [] })
  const statuses = []
  for (const address of ['192.0.2.1', '192.0.2.2']) {
    statuses.push((await get('/conf', { 'x-forwarded-for': address })).statusCode)
  }
  t.strictSame(statuses, [200, 429])
})

t.test('the usual limits are generous for reads and tight for forms', async t => {
  const order = anOrder()
  const { get, post } = await testShop(t, { api: fakeShop(order) })
  for (let read = 0; read < 100; read++) t.equal((await get(orderPathOf(order))).statusCode, 200)
  for (let form = 0; form < 30; form++) t.equal((await post('/conf/orders', {})).statusCode, 422)
  t.equal((await post('/conf/orders', {})).statusCode, 429)
})
