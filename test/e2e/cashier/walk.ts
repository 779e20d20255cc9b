import t from 'tap'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import type { Payment } from '../../../hooks/schema/payment.ts'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(300_000)
const system = await startTestSystem(t, { cashier: true })
const shop = await openShop(system, 'cloudconf2020')

/** Creates an object that the order owns. */
async function create(kind: string, name: string, { order, spec }: { order: Order; spec: object }): Promise<void> {
  const owner = { apiVersion, kind: 'Order', name: order.metadata.name, uid: order.metadata.uid }
  const metadata = { name, namespace: shop.namespace, ownerReferences: [owner] }
  const manifest = JSON.stringify({ apiVersion, kind, metadata, spec: { orderRef: owner.name, ...spec } })
  const { code, stderr } = await system.kubectl(['create', '--filename=-'], manifest)
  t.strictSame([code, stderr], [0, ''], `${kind} ${name}`)
}

/** Places an order and pays it at the page of the played gateway. */
async function pay(name: string, provider: 'STRIPE' | 'PAYPAL'): Promise<Order> {
  await shop.apply('Order', name, { planRef: 'standard', price: 29.9 })
  await shop.untilOrder(name, { reason: 'AwaitingPayment' })
  const order: Order = JSON.parse(await shop.kubectl('get', 'order', name, '--output=json'))
  const checkout = `${name}-1`
  const money = { amount: '29.90', currency: 'EUR' }
  const returnTo = 'http://127.0.0.1:3080/cloudconf2020/orders/secret'
  await create('Checkout', checkout, { order, spec: { orderUid: order.metadata.uid, provider, ...money, returnTo } })
  await shop.until('jsonpath={.status.state}=Open', `checkout/${checkout}`)
  const url = await shop.kubectl('get', 'checkout', checkout, '--output=jsonpath={.status.url}')
  const answer = await fetch(`${url}/pay`, { method: 'POST', redirect: 'manual' })
  t.ok(answer.headers.get('location')?.startsWith(`${returnTo}?returned=1`))
  await shop.kubectl('patch', 'checkout', checkout, '--type=merge', '--patch={"spec":{"returned":true}}')
  await shop.untilOrder(name, { payment: 'CONFIRMED', quantity: 1, paid: '29.90' })
  await shop.until('jsonpath={.status.state}=Paid', `checkout/${checkout}`)
  return order
}

for (const provider of ['STRIPE', 'PAYPAL'] as const) {
  t.test(`an order is paid at ${provider} without a webhook, and its money goes back by a Refund`, async t => {
    const name = `order-${provider.toLowerCase()}`
    const order = await pay(name, provider)
    const [payment] = await shop.list<Payment>('payments', `--selector=controller-uid=${order.metadata.uid}`)
    t.match(payment?.spec, { provider, state: 'Completed', gross: '29.90', currency: 'EUR' })
    const paymentRef = payment?.metadata.name ?? ''
    const spec = { paymentRef, amount: '29.90', currency: 'EUR', reason: 'The buyer asked for it.' }
    await create('Refund', `${paymentRef}-1`, { order, spec })
    await shop.until('jsonpath={.status.state}=Succeeded', `refund/${paymentRef}-1`)
    await shop.untilOrder(name, { payment: 'REJECTED', reason: 'Refunded', paid: '0.00' })
  })
}

t.test('the money of a cancelled order goes back by itself where the plan says so', async () => {
  await shop.kubectl('patch', 'plan', 'standard', '--type=merge', '--patch={"spec":{"refunds":"Automatic"}}')
  await pay('order-cancelled', 'STRIPE')
  await shop.kubectl('patch', 'order', 'order-cancelled', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await shop.untilOrder('order-cancelled', { payment: 'REJECTED', reason: 'Cancelled', paid: '0.00' })
})
