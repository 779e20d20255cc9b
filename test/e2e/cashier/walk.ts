import { setTimeout as delay } from 'node:timers/promises'
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

const money = { amount: '29.90', currency: 'EUR' }
const returnTo = 'http://127.0.0.1:3080/cloudconf2020/orders/secret'

async function place(name: string, spec: object): Promise<Order> {
  await shop.apply('Order', name, spec)
  await shop.untilOrder(name, { reason: 'AwaitingPayment' })
  return JSON.parse(await shop.kubectl('get', 'order', name, '--output=json'))
}

/** Places an order and pays it at the page of the played gateway. */
async function pay(name: string, provider: 'STRIPE' | 'PAYPAL'): Promise<Order> {
  const order = await place(name, { planRef: 'standard', price: 29.9 })
  const checkout = `${name}-1`
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

t.test('a payment that the order does not owe, or that no gateway takes, is refused with a sentence', async () => {
  await shop.apply('Plan', 'small', { title: 'Small', price: 0.2 })
  await shop.apply('Plan', 'odd', { title: 'Odd', price: 12, currency: 'ZZZ' })
  const [order, small, odd] = [
    await place('order-bad', { planRef: 'standard', price: 29.9 }),
    await place('order-small', { planRef: 'small', price: 0.2 }),
    await place('order-odd', { planRef: 'odd', price: 12 }),
  ]
  const changed = (asked: string) => `29.90 EUR is due now, but this checkout is for ${asked}; create another checkout`
  const table: [order: Order, money: object, message: string][] = [
    [order, { provider: 'STRIPE', amount: '29.89', currency: 'EUR' }, changed('29.89 EUR')],
    [order, { provider: 'PAYPAL', amount: '29.90', currency: 'USD' }, changed('29.90 USD')],
    [small, { provider: 'STRIPE', amount: '0.20', currency: 'EUR' }, 'Stripe takes 0.50 EUR or more'],
    [odd, { provider: 'STRIPE', amount: '12.00', currency: 'ZZZ' }, 'Stripe does not take ZZZ'],
    [odd, { provider: 'PAYPAL', amount: '12.00', currency: 'ZZZ' }, 'PayPal does not take ZZZ'],
  ]
  for (const [index, [{ metadata }, asked]] of table.entries()) {
    const owner = { order: { metadata } as Order, spec: { orderUid: metadata.uid, ...asked, returnTo } }
    await create('Checkout', `${metadata.name}-${index + 1}`, owner)
  }
  for (const [index, [{ metadata }, , message]] of table.entries()) {
    await shop.until(`jsonpath={.status.message}=${message}`, `checkout/${metadata.name}-${index + 1}`)
  }
})

t.test('keys of the other mode are refused with a sentence, and no payment is opened', async t => {
  const order = await place('order-mode', { planRef: 'standard', price: 29.9 })
  await shop.kubectl(
    'create',
    'secret',
    'generic',
    'payment-gateway-keys',
    '--from-literal=stripe-secret-key=sk_live_1',
  )
  await create('Checkout', 'order-mode-1', {
    order,
    spec: { orderUid: order.metadata.uid, provider: 'STRIPE', ...money, returnTo },
  })
  await shop.until('jsonpath={.status.reason}=KeysRefused', 'checkout/order-mode-1')
  const message = await shop.kubectl('get', 'checkout', 'order-mode-1', '--output=jsonpath={.status.message}')
  t.match(message, 'Cannot use the secret key of Stripe: it must be of test mode')
  await shop.kubectl('delete', 'secret', 'payment-gateway-keys')
  await shop.until('jsonpath={.status.state}=Open', 'checkout/order-mode-1')
})

t.test('the money of a cancelled order goes back by itself where the plan says so', async () => {
  await shop.kubectl('patch', 'plan', 'standard', '--type=merge', '--patch={"spec":{"refunds":"Automatic"}}')
  await pay('order-cancelled', 'STRIPE')
  await shop.kubectl('patch', 'order', 'order-cancelled', '--type=merge', '--patch={"spec":{"cancelled":true}}')
  await shop.untilOrder('order-cancelled', { payment: 'REJECTED', reason: 'Cancelled', paid: '0.00' })
})

t.test('the payment page of an order is closed when its conference is deleted', async t => {
  const url = await shop.kubectl('get', 'checkout', 'order-mode-1', '--output=jsonpath={.status.url}')
  t.equal((await fetch(url)).status, 200)
  await system.kubectl(['delete', 'conference', shop.namespace])
  // The page of a gateway announces nothing.
  while ((await fetch(url)).status === 200) await delay(100)
  t.equal((await fetch(url)).status, 410, 'it has expired')
})
