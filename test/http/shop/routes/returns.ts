import t, { type Test } from 'tap'
import { aCheckout, anOrder } from '../../../fixtures/objects.ts'
import { fakeShop, unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { heldStatus } from '../../../fixtures/shop/objects.ts'
import { orderPathOf, testShop } from '../../../fixtures/shop/server.ts'

const order = anOrder({ status: heldStatus })
const path = orderPathOf(order)
const looking = 'We are checking your payment'
const left = 'You left the payment page. If you did not pay there, nothing is charged.'

async function openShop(
  t: Test,
  checkout: Parameters<typeof aCheckout>[0] = { status: { state: 'Open' } },
  { of = order, payWith = ['STRIPE'] }: { of?: typeof order; payWith?: 'STRIPE'[] } = {},
) {
  const api = fakeShop(of)
  api.checkouts.set('conf/order-1-1', aCheckout(checkout))
  const shop = await testShop(t, { api, parts: { payWith } })
  return { ...shop, api, isReturned: () => api.checkouts.get('conf/order-1-1')?.spec.returned }
}

t.test('a buyer who comes back sees that the payment is being checked, on a page with a lasting address', async t => {
  const { get, api, isReturned } = await openShop(t)
  const { statusCode, headers } = await get(`${path}?lang=de&returned=1&token=x&PayerID=y`)
  t.strictSame([statusCode, headers.location, isReturned()], [303, `${path}?lang=de`, true])
  const { body } = await get(path)
  t.match(body, looking)
  t.notMatch(body, 'Pay by card', 'nobody is asked to pay twice')
  t.equal((await get(`${path}?returned=1`)).statusCode, 303)
  t.equal(api.calls.filter(call => call === 'noteReturn').length, 1, 'it is written once')
})

t.test('the cashier looks at once at a second payment of an order that is paid already', async t => {
  const of = anOrder({ status: { ...heldStatus, payment: 'CONFIRMED', paid: '29.90' } })
  const { get, isReturned } = await openShop(t, { status: { state: 'Open' } }, { of })
  const { statusCode, headers } = await get(`${path}?returned=1`)
  t.strictSame([statusCode, headers.location, isReturned()], [303, path, true])
  t.equal((await get(`${path}?returned=2`)).statusCode, 200)
  t.notMatch((await get(`${path}?left=1`)).body, left, 'something was charged')
  const earlier = await openShop(t, { orderUid: 'earlier', status: { state: 'Open' } }, { of })
  t.strictSame([(await earlier.get(`${path}?returned=1`)).statusCode, earlier.isReturned()], [200, false])
  const without = await openShop(t, { status: { state: 'Open' } }, { of, payWith: [] })
  t.strictSame([(await without.get(`${path}?returned=1`)).statusCode, without.isReturned()], [200, false])
})

t.test('a payment that has ended is not written any more', async t => {
  const { get, isReturned } = await openShop(t, { status: { state: 'Expired', reason: 'SessionExpired' } })
  t.equal((await get(`${path}?returned=1`)).statusCode, 303)
  t.equal(isReturned(), false)
  t.match((await get(path)).body, 'The time on the payment page is over. Nothing was charged.')
})

t.test('a buyer who left the payment page can pay again', async t => {
  const { get, isReturned } = await openShop(t)
  const { statusCode, body } = await get(`${path}?left=1`)
  t.strictSame([statusCode, isReturned()], [200, false])
  t.match(body, `<p class="notice" role="status">${left}</p>`)
  t.match(body, 'Pay by card')
})

t.test('nobody is told that nothing was charged while money may be moving', async t => {
  for (const checkout of [{ returned: true, status: { state: 'Open' } }, { status: { state: 'Paid' } }] as const) {
    const { get } = await openShop(t, checkout)
    const { body } = await get(`${path}?left=1`)
    t.notMatch(body, left)
    t.match(body, looking)
  }
})

t.test('any other number shows the page as usual, and changes nothing', async t => {
  const { get, api } = await openShop(t)
  const numbers = ['2', '0', '-1', '01', '1e0', '100', 'x', '', '%00', '1&returned=1', '__proto__']
  for (const parameter of ['returned', 'left']) {
    for (const number of numbers) {
      const { statusCode, body } = await get(`${path}?${parameter}=${number.replace('&returned', `&${parameter}`)}`)
      t.equal(statusCode, 200, `${parameter}=${number}`)
      t.match(body, 'Your tickets are held for you')
      t.notMatch(body, left)
    }
  }
  t.notOk(api.calls.includes('noteReturn'))
})

t.test('a checkout of an earlier order of the same name is left alone', async t => {
  const { get, isReturned } = await openShop(t, { orderUid: 'earlier', status: { state: 'Open' } })
  t.equal((await get(`${path}?returned=1`)).statusCode, 200)
  t.equal(isReturned(), false)
})

t.test('only the link of the order lets anybody write it', async t => {
  const { get, api, isReturned } = await openShop(t)
  t.equal((await get(`${path.slice(0, -1)}?returned=1`)).statusCode, 404)
  t.strictSame([isReturned(), api.calls], [false, []])
})

t.test('the page reports an outage, so that the buyer does not think that nothing was paid', async t => {
  const { get, api } = await openShop(t)
  api.before = call => {
    if (call === 'noteReturn') throw unreachable()
  }
  t.equal((await get(`${path}?returned=1`)).statusCode, 503)
})
