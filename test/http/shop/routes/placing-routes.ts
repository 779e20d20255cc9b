import t from 'tap'
import type { Order } from '../../../../hooks/schema/order/order.ts'
import { aPlan, now } from '../../../fixtures/objects.ts'
import { unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { aRestored } from '../../../fixtures/shop/objects.ts'
import { formToken, orderFields, orderPathOf, testShop } from '../../../fixtures/shop/server.ts'

const outcomesOf = (metrics: string) =>
  [...metrics.matchAll(/^kconference_shop_order_forms_total\{outcome="(\w+)"\} ([1-9]+)$/gm)].map(
    ([, outcome, count]) => `${outcome} ${count}`,
  )

t.test('a form leads to the page of its order, also when it is sent twice', async t => {
  const { post, api, log, registry } = await testShop(t)
  const fields = orderFields()
  const first = await post('/conf/orders?lang=de', fields)
  const [order] = api.orders.values()
  t.ok(order)
  const path = order && orderPathOf(order)
  t.strictSame([first.statusCode, first.headers.location, first.body], [303, `${path}?lang=de`, ''])
  const again = await post('/conf/orders/', fields)
  t.strictSame([again.statusCode, again.headers.location], [303, path])
  t.equal(api.orders.size, 1)
  t.match([...api.buyers.values()], [{ spec: { email: 'ada@example.org', language: 'de' } }])
  t.strictSame(outcomesOf(await registry.metrics()), ['created 1', 'repeated 1'])
  const name = order?.metadata.name
  t.match(
    log.filter(({ msg }) => msg === 'order placed'),
    [
      { namespace: 'conf', order: name, outcome: 'created' },
      { namespace: 'conf', order: name, outcome: 'repeated' },
    ],
  )
  const secret = path?.split('/').at(-1) ?? ''
  t.notMatch(JSON.stringify(log), secret)
  t.notMatch(JSON.stringify(log), 'ada@example.org')
})

t.test('a form that asks for something else leads to its first order, which says so', async t => {
  const { post, api } = await testShop(t)
  const fields = orderFields()
  await post('/conf/orders', fields)
  const [order] = api.orders.values() as Iterable<Order>
  const again = async (said: object) => (await post('/conf/orders', { ...fields, ...said })).headers.location
  const answers = [await again({ quantity: '1' }), await again({ plan: 'gone' }), await again({})]
  api.put({ ...(order as Order), spec: { ...(order as Order).spec, cancelled: true } })
  const path = orderPathOf(order as Order)
  const repeated = `${path}?said=repeated`
  t.strictSame([...answers, await again({})], [repeated, repeated, path, repeated])
})

t.test('a form that is sent again after a restore leads to the page of its order', async t => {
  const { post, api } = await testShop(t)
  const fields = orderFields()
  await post('/conf/orders', fields)
  const [order] = api.orders.values()
  const [before, after] = aRestored(order as Order)
  api.put(after)
  t.equal((await post('/conf/orders', fields)).headers.location, orderPathOf(before))
})

t.test('a form with a fault comes back as it was typed, with a new token', async t => {
  const { post, api, registry } = await testShop(t)
  const fields = orderFields({ email: '"><b>', firstname: '', token: formToken(now - 13 * 3_600_000) })
  const { statusCode, body, headers } = await post('/conf/orders', fields)
  t.strictSame([statusCode, headers['cache-control'], api.calls], [422, 'no-store', []])
  t.match(body, 'value="&quot;&gt;&lt;b&gt;"')
  t.match(body, /name="token" value="1\.web-/)
  t.notMatch(body, fields.token ?? '')
  t.strictSame(outcomesOf(await registry.metrics()), ['refused 1'])
})

t.test('a price that rose is shown before anything is created', async t => {
  const { post, api } = await testShop(t, { plans: [aPlan({ price: 35 })] })
  const { statusCode, body } = await post('/conf/orders', orderFields())
  t.strictSame([statusCode, api.orders.size], [422, 0])
  t.match(body, 'name="price.plan" value="35.00 EUR"')
  const confirmed = await post('/conf/orders', orderFields({ 'price.plan': '35.00 EUR' }))
  t.equal(confirmed.statusCode, 303)
})

t.test('a buyer with too many unpaid orders gets no other, and sees the reason', async t => {
  const most = { orders: 1, tickets: 100 }
  const { post, registry } = await testShop(t, { openOrderLimits: { address: most, email: most } })
  const statuses = []
  for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) {
    const fields = orderFields({ email: `${address}@example.org` })
    statuses.push((await post('/conf/orders', fields, { 'x-forwarded-for': address })).statusCode)
  }
  t.strictSame(statuses, [303, 422, 303])
  t.strictSame(outcomesOf(await registry.metrics()), ['created 2', 'capped 1'])
})

t.test('while the API server is away nothing is lost: the form can be sent again', async t => {
  const { post, api, registry } = await testShop(t)
  const fields = orderFields()
  api.before = () => {
    throw unreachable()
  }
  const away = await post('/conf/orders', fields)
  t.strictSame([away.statusCode, away.headers['retry-after']], [503, '5'])
  api.before = () => {}
  t.equal((await post('/conf/orders', fields)).statusCode, 303)
  t.strictSame(outcomesOf(await registry.metrics()), ['created 1', 'unavailable 1'])
})

t.test('an empty form, another type and a huge form are refused', async t => {
  const { post, server } = await testShop(t)
  t.equal((await post('/conf/orders', {})).statusCode, 422)
  const headers = { 'sec-fetch-site': 'same-origin' }
  const send = async (type: Record<string, string>, payload: string) =>
    (await server.inject({ method: 'POST', url: '/conf/orders', headers: { ...headers, ...type }, payload })).statusCode
  t.equal(await send({ 'content-type': 'application/json' }, '{}'), 400)
  t.equal(await send({ 'content-type': 'application/x-www-form-urlencoded' }, 'x'.repeat(20_000)), 400)
  t.equal((await server.inject({ method: 'POST', url: '/conf/orders', headers })).statusCode, 422, 'no body')
})

t.test('a form of another site, and one for no conference, create nothing', async t => {
  const { post, api } = await testShop(t)
  t.equal((await post('/conf/orders', orderFields(), { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.equal((await post('/other/orders', orderFields())).statusCode, 404)
  t.strictSame(api.calls, [])
})

t.test('an address has a limit of forms', async t => {
  const requestLimits = { reads: 100, coupons: 100, creates: 2, changes: 100, changesOfOrder: 100 }
  const { post } = await testShop(t, { requestLimits })
  const statuses = []
  for (let form = 0; form < 3; form++) statuses.push((await post('/conf/orders', orderFields())).statusCode)
  t.strictSame(statuses, [303, 303, 429])
})

t.test('the address of the form leads to the page of the conference', async t => {
  const { get } = await testShop(t)
  const { statusCode, headers } = await get('/conf/orders?lang=it')
  t.strictSame([statusCode, headers.location], [303, '/conf?lang=it'])
  t.equal((await get('/other/orders')).statusCode, 404)
})
