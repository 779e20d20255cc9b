import t from 'tap'
import { aCheckout, anOrder } from '../../../fixtures/objects.ts'
import { fakeShop, unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { aReadyConference } from '../../../fixtures/shop/objects.ts'
import { orderPathOf, testShop } from '../../../fixtures/shop/server.ts'

const order = anOrder()
const path = orderPathOf(order)

t.test('the page of an order and its receipt are for the one who has the link', async t => {
  const { get } = await testShop(t, { api: fakeShop(order) })
  for (const address of [path, `${path}/`, `${path}/receipt`]) {
    const { statusCode, headers, body } = await get(address)
    t.strictSame(
      [statusCode, headers['cache-control'], headers['referrer-policy'], headers['x-robots-tag']],
      [200, 'no-store', 'no-referrer', 'noindex'],
    )
    t.match(body, 'order-1')
  }
})

t.test('a wrong link and an unknown order have the same page, and a wrong link reads nothing', async t => {
  const { get, api } = await testShop(t, { api: fakeShop(order) })
  const unknown = anOrder({ name: 'order-2' })
  const wrong = await get(path.slice(0, -1))
  t.strictSame([wrong.statusCode, api.calls], [404, []])
  const missing = await get(orderPathOf(unknown))
  t.strictSame([missing.statusCode, api.calls], [404, ['getOrder']])
  const neutral = (body: string) => body.replaceAll(/href="[^"]*\?lang/g, '')
  t.equal(neutral(missing.body), neutral(wrong.body))
  t.strictSame(Object.keys(missing.headers), Object.keys(wrong.headers))
})

t.test('while the API server is away the page says so, and reloads itself', async t => {
  const { get, api, log } = await testShop(t, { api: fakeShop(order) })
  api.before = () => {
    throw unreachable()
  }
  const away = await get(path)
  t.strictSame([away.statusCode, away.headers['retry-after']], [503, '5'])
  t.match(away.body, `data-retry`)
  api.before = () => {}
  t.equal((await get(path)).statusCode, 200)
  t.notMatch(JSON.stringify(log), path.split('/').at(-1) ?? '')
})

t.test('an order has a calendar file if its conference has a begin', async t => {
  const without = await testShop(t, { api: fakeShop(order) })
  t.equal((await without.get(`${path}/tickets.ics`)).statusCode, 404)
  const conferences = [aReadyConference({ startsAt: '2027-03-19T09:00:00Z' })]
  const { get } = await testShop(t, { api: fakeShop(order), conferences })
  const { statusCode, headers, body } = await get(`${path}/tickets.ics`)
  t.strictSame(
    [statusCode, headers['content-type'], headers['content-disposition']],
    [200, 'text/calendar; charset=utf-8', 'attachment; filename="conf.ics"'],
  )
  t.match(body.replaceAll('\r\n ', ''), 'URL:https://tickets.example.com/conf\r\n')
  t.notMatch(body.replaceAll('\r\n ', ''), '/orders/')
})

t.test('the page of an order responds to a buyer who comes back from a payment page', async t => {
  const held = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', total: '29.90', currency: 'EUR' } as const
  const api = fakeShop(anOrder({ status: held }))
  api.checkouts.set('conf/order-1-1', aCheckout({ status: { state: 'Open' } }))
  const { get } = await testShop(t, { api, parts: { payWith: ['STRIPE'] } })
  t.match(
    (await get(`${path}?left=1`)).body,
    'You left the payment page. If you did not pay there, nothing is charged.',
  )
  const { statusCode, headers } = await get(`${path}?returned=1`)
  t.strictSame([statusCode, headers.location], [303, path])
})

t.test('the page confirms what its address says', async t => {
  const { get } = await testShop(t, { api: fakeShop(order) })
  t.match((await get(`${path}?said=names`)).body, '<p class="notice" role="status">The names are saved.</p>')
  t.notMatch((await get(`${path}?said=x`)).body, 'role="status">T')
})
