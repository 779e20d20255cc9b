import t from 'tap'
import { wordsOf } from '../../../../hooks/shop/words/languages.ts'
import { anOrder, aPlan } from '../../../fixtures/objects.ts'
import { fakeShop, refusal, unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { heldStatus } from '../../../fixtures/shop/objects.ts'
import { orderPathOf, testShop } from '../../../fixtures/shop/server.ts'

const order = anOrder({ status: heldStatus })
const path = orderPathOf(order)
const stored = 'conf/order-1'

t.test('the quantity of an order changes, and the page is shown again', async t => {
  const { post, api } = await testShop(t, { api: fakeShop(order) })
  const { statusCode, headers } = await post(`${path}/quantity?lang=de`, { quantity: '3' })
  t.strictSame([statusCode, headers.location], [303, `${path}?lang=de`])
  t.equal(api.orders.get(stored)?.spec.quantity, 3)
  t.equal((await post(`${path}/quantity`, { quantity: '1' })).statusCode, 303)
  t.equal(api.orders.get(stored)?.spec.quantity, 1)
})

t.test('the page of an order confirms that names are saved', async t => {
  const { post } = await testShop(t, { api: fakeShop(order) })
  t.equal((await post(`${path}/names`, {})).headers.location, `${path}?said=names`)
})

t.test('a quantity that cannot be is a fault on the page of the order', async t => {
  const { post, api } = await testShop(t, { api: fakeShop(order), plans: [aPlan({ maxPerOrder: 4 })] })
  const { missing, invalid, tooFew, tooMany } = wordsOf('en').faults
  const table: [quantity: string, fault: string][] = [
    ['', missing.quantity],
    ...['1.5', 'two'].map<[string, string]>(text => [text, invalid.quantity]),
    ...['0', '-1'].map<[string, string]>(text => [text, tooFew(4)]),
    ['5', tooMany(4)],
  ]
  for (const [quantity, fault] of table) {
    const { statusCode, body } = await post(`${path}/quantity`, { quantity })
    t.equal(statusCode, 422)
    t.match(body, fault)
  }
  t.notOk(api.calls.includes('changeOrder'))
})

t.test('an order that cannot change keeps its quantity', async t => {
  const cancelled = anOrder({ cancelled: true })
  const { post, api } = await testShop(t, { api: fakeShop(cancelled) })
  t.equal((await post(`${path}/quantity`, { quantity: '2' })).statusCode, 422)
  t.notOk(api.calls.includes('changeOrder'))
})

t.test('an order that gets no more tickets says so', async t => {
  const plans = [aPlan({ maxPerOrder: 4 })]
  const sold = anOrder({ status: { payment: 'CONFIRMED', quantity: 1, seats: [1] } })
  for (const one of [sold, anOrder({ cancelled: true })]) {
    const { post, api } = await testShop(t, { api: fakeShop(one), plans })
    const { statusCode, body } = await post(`${path}/quantity`, { quantity: '2' })
    t.equal(statusCode, 422)
    t.match(body, wordsOf('en').faults.cannotGrow)
    t.notOk(api.calls.includes('changeOrder'))
  }
})

t.test('growth counts as open orders do', async t => {
  const most = { orders: 1, tickets: 3 }
  const { post } = await testShop(t, { api: fakeShop(order), openOrderLimits: { address: most, email: most } })
  const statuses = []
  for (const quantity of ['3', '4', '2']) statuses.push((await post(`${path}/quantity`, { quantity })).statusCode)
  t.strictSame(statuses, [303, 422, 303])
})

t.test('more time is the time that the page offers, and nothing without an offer', async t => {
  const { post, api } = await testShop(t, { api: fakeShop(order), plans: [aPlan({ maxHoldMinutes: 60 })] })
  const { statusCode, headers } = await post(`${path}/more-time`, {})
  t.strictSame([statusCode, headers.location], [303, path])
  t.ok(Date.parse(api.orders.get(stored)?.spec.holdUntil ?? '') > Date.parse(heldStatus.expiresAt))
  const without = await testShop(t, { api: fakeShop(order) })
  t.equal((await without.post(`${path}/more-time`, {})).statusCode, 303)
  t.notOk(without.api.calls.includes('changeOrder'))
})

t.test('an order is cancelled', async t => {
  const { server, api } = await testShop(t, { api: fakeShop(order) })
  const headers = { 'sec-fetch-site': 'same-origin' }
  t.equal((await server.inject({ method: 'POST', url: `${path}/cancel`, headers })).statusCode, 303, 'without a body')
  t.equal(api.orders.get(stored)?.spec.cancelled, true)
})

t.test('a change that came too late shows the order as it is', async t => {
  const { post, api } = await testShop(t, { api: fakeShop(order) })
  api.before = call => {
    if (call === 'changeOrder') throw refusal(422, 'Invalid')
  }
  t.equal((await post(`${path}/quantity`, { quantity: '2' })).statusCode, 303)
  api.before = call => {
    if (call === 'changeOrder') api.remove({ namespace: 'conf', name: 'order-1' })
  }
  t.equal((await post(`${path}/cancel`, {})).statusCode, 404, 'it was deleted')
  api.put(order)
  api.before = call => {
    if (call === 'changeOrder') throw unreachable()
  }
  t.equal((await post(`${path}/cancel`, {})).statusCode, 503)
})

t.test('a wrong link changes nothing, and uses up no limit of the order', async t => {
  const requestLimits = { reads: 100, coupons: 100, creates: 100, changes: 100, changesOfOrder: 1 }
  const { post, api } = await testShop(t, { api: fakeShop(order), requestLimits })
  const wrong = path.replace('order-1', 'order-2')
  for (const change of ['quantity', 'more-time', 'cancel', 'names']) {
    t.equal((await post(`${wrong}/${change}`, { quantity: '2' })).statusCode, 404, change)
  }
  t.strictSame(api.calls, [])
  t.equal((await post(`${path}/cancel`, {}, { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  t.equal((await post(`${path}/cancel`, {})).statusCode, 303)
  t.equal((await post(`${path}/cancel`, {})).statusCode, 429)
})

t.test('the address of a change leads to the page of the order', async t => {
  const { get } = await testShop(t, { api: fakeShop(order) })
  const { statusCode, headers } = await get(`${path}/quantity`)
  t.strictSame([statusCode, headers.location], [303, path])
  t.equal((await get(`${path.slice(0, -1)}/quantity`)).statusCode, 404)
})
