import t from 'tap'
import { openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

const system = await startTestSystem(t, { admission: true })

const order = (shop: Shop, name: string, spec: object) =>
  shop.apply('Order', name, { planRef: 'standard', price: 29.9, ...spec })
const denied = 'admission webhook "orders.app.corley.it" denied the request: Your order is not valid: '
const price = (should: string) => `Your price is not well suited with the plan and coupon! It should be: ${should}`

t.test('an order that is not valid is refused when it is placed, and kubectl says why', async t => {
  const shop = await openShop(system, 'refused')
  await shop.apply('Coupon', 'discount', { price: 10 })
  await shop.apply('Coupon', 'vip', { price: 10, planRef: 'vip' })
  await shop.apply('Plan', 'closed', { title: 'Closed', price: 29.9, active: false })
  await shop.apply('Plan', 'small', { title: 'Small', price: 29.9, capacity: 3 })
  await shop.apply('Plan', 'over', { title: 'Over', price: 29.9, salesEnd: '2020-01-01T00:00:00Z' })
  await shop.apply('Plan', 'ahead', { title: 'Ahead', price: 29.9, salesStart: '2999-01-01T00:00:00Z' })
  await shop.apply('Plan', 'secret', { title: 'Secret', price: 29.9, hidden: true })
  await shop.apply('Plan', 'few', { title: 'Few', price: 29.9, maxPerOrder: 2 })
  await shop.apply('SeatPool', 'room', { title: 'Room', capacity: 1 })
  await shop.apply('Plan', 'pooled', { title: 'Pooled', price: 29.9, poolRef: 'room' })
  await shop.apply('Coupon', 'expired', { percent: 50, validUntil: '2020-01-01T00:00:00Z' })
  await shop.apply('Coupon', 'half', { percent: 50 })
  const table: [spec: object, message: string][] = [
    [{ planRef: 'over' }, 'The sale of the plan "over" ended at 2020-01-01T00:00:00Z'],
    [{ planRef: 'ahead' }, 'The sale of the plan "ahead" begins at 2999-01-01T00:00:00Z: place another order then'],
    [{ planRef: 'secret' }, 'The plan "secret" is not on sale'],
    [{ planRef: 'few', quantity: 3 }, 'Too many tickets: 3 ordered, at most 2 in one order; place a smaller order'],
    [{ planRef: 'pooled', quantity: 2 }, 'Too many tickets: 2 ordered, the pool "room" has 1; place a smaller order'],
    [{ couponRef: 'expired', price: 14.95 }, 'The coupon "expired" was valid until 2020-01-01T00:00:00Z'],
    [{ couponRef: 'half' }, price('14.95')],
    [{ price: 29 }, price('29.90')],
    [{ couponRef: 'discount' }, price('19.90')],
    [{ couponRef: 'nobody', price: 19.9 }, 'There is no coupon "nobody"'],
    [{ couponRef: 'vip', price: 19.9 }, 'The coupon "vip" is not for the plan "standard"'],
    [{ planRef: 'closed' }, 'The plan "closed" is not on sale'],
    [{ planRef: 'small', quantity: 4 }, 'Too many tickets: 4 ordered, capacity 3; place a smaller order'],
  ]
  for (const [spec, message] of table) {
    const refusal = order(shop, 'order-1', spec)
    await t.rejects(refusal, { message: new RegExp(`${(denied + message).replace(/[.?]/g, '\\$&')}\n$`) }, message)
  }
  t.strictSame(await shop.list('orders'), [])
})

t.test('an order that is valid, or is older than its plan, is placed and sold', async t => {
  const shop = await openShop(system, 'placed')
  await shop.apply('Coupon', 'discount', { price: 10 })
  await shop.apply('SeatPool', 'hall', { title: 'Hall', capacity: 2 })
  const dates = { salesStart: '2020-01-01T00:00:00Z', salesEnd: '2999-01-01T00:00:00Z' }
  await shop.apply('Plan', 'pooled', { title: 'Pooled', price: 29.9, poolRef: 'hall', hidden: true, ...dates })
  await shop.apply('Coupon', 'friends', { percent: 50, planRef: 'pooled', maxTickets: 2, maxPerOrder: 2 })
  await order(shop, 'pooled', { planRef: 'pooled', couponRef: 'friends', price: 14.95, quantity: 2 })
  await shop.report('pooled', { gross: '29.90', transaction: 'pooled' })
  await shop.untilOrder('pooled', { payment: 'CONFIRMED', quantity: 2 })
  const tickets = await shop.list<{ metadata: { name: string } }>('tickets')
  t.strictSame(
    tickets.map(({ metadata }) => metadata.name),
    ['hall--0000001', 'hall--0000002'],
  )
  await order(shop, 'order-1', { couponRef: 'discount', price: 19.9 })
  await order(shop, 'early', { planRef: 'later', price: 5 })
  const { body } = await shop.report('order-1', { gross: '19.90' })
  t.strictSame(body, { order: 'order-1', payment: 'CONFIRMED', tickets: 1 })
  await shop.apply('Plan', 'later', { title: 'Later', price: 6 })
  await shop.untilOrder('early', { payment: 'REJECTED', reason: 'PriceMismatch', message: price('6.00') })
})

t.test('a stored order is not reviewed again', async () => {
  const shop = await openShop(system, 'changed')
  await order(shop, 'order-1', {})
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  await shop.apply('Plan', 'standard', { title: 'Standard', price: 19.9 })
  await shop.kubectl('scale', 'order/order-1', '--replicas=2')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment', total: '59.80' })
})

t.test('while nobody answers orders are placed all the same, and the box office refuses them', async t => {
  const shop = await openShop(system, 'silent')
  const whileDown = async () => {
    await order(shop, 'order-1', { price: 29 })
    await shop.untilOrder('order-1', { payment: 'REJECTED', reason: 'PriceMismatch', message: price('29.90') })
  }
  await system.supervisor.restart('admission', { whileDown })
  await t.rejects(order(shop, 'order-2', { price: 29 }), { message: /Your order is not valid/ })
})

t.test('with failurePolicy Fail nothing is placed while nobody answers', async t => {
  const shop = await openShop(system, 'strict')
  const failurePolicy = (policy: string) => {
    const patch = JSON.stringify([{ op: 'replace', path: '/webhooks/0/failurePolicy', value: policy }])
    return shop.kubectl('patch', 'validatingwebhookconfiguration/kconference-orders', '--type=json', `--patch=${patch}`)
  }
  await failurePolicy('Fail')
  const whileDown = async () => {
    await t.rejects(order(shop, 'order-1', {}), { message: /failed calling webhook "orders.app.corley.it"/ })
  }
  await system.supervisor.restart('admission', { whileDown })
  await order(shop, 'order-1', {})
  await failurePolicy('Ignore')
})
