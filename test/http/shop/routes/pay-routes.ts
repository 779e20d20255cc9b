import t, { type Test } from 'tap'
import type { Checkout, CheckoutStatus } from '../../../../hooks/schema/money/checkout.ts'
import { aCheckout, anOrder, aPlan, now } from '../../../fixtures/objects.ts'
import { type FakeShop, fakeShop, refusal, unreachable } from '../../../fixtures/shop/fake-shop.ts'
import { heldStatus } from '../../../fixtures/shop/objects.ts'
import { orderPathOf, type TestShopOptions, testShop } from '../../../fixtures/shop/server.ts'

const order = anOrder({ status: heldStatus })
const path = orderPathOf(order)
const url = 'https://checkout.stripe.com/c/pay/1'
const first = 'conf/order-1-1'
const card = { with: 'STRIPE' }

/** A cashier that gives each checkout this status when it is read. */
function answer(api: FakeShop, status: CheckoutStatus): void {
  api.before = call => {
    if (call !== 'getCheckout') return
    for (const [place, checkout] of api.checkouts) api.checkouts.set(place, { ...checkout, status })
  }
}

async function openShop(
  t: Test,
  {
    status,
    checkouts = [],
    of = order,
    ...options
  }: TestShopOptions & { status?: CheckoutStatus; checkouts?: Checkout[]; of?: typeof order } = {},
) {
  const api = fakeShop(of)
  for (const checkout of checkouts) api.checkouts.set(`conf/${checkout.metadata.name}`, checkout)
  if (status !== undefined) answer(api, status)
  const paymentPages = ['https://checkout.stripe.com', 'https://www.paypal.com']
  const parts = { payWith: ['STRIPE', 'PAYPAL'] as const, paymentPages, ...options.parts }
  const shop = await testShop(t, { ...options, api, parts })
  return {
    ...shop,
    /** How many payments were begun, by gateway and outcome. */
    async counted(): Promise<Record<string, number>> {
      const { values = [] } = (await shop.registry.getSingleMetric('kconference_shop_payments_total')?.get()) ?? {}
      const begun = values.filter(({ value }) => value > 0)
      return Object.fromEntries(begun.map(({ labels, value }) => [`${labels['provider']} ${labels['outcome']}`, value]))
    },
    async pay(fields: object = card, address = path, headers = {}) {
      const { statusCode, headers: answered } = await shop.post(`${address}/pay`, fields, headers)
      return [statusCode, answered.location]
    },
  }
}

t.test('a button leads to the payment page', async t => {
  const { pay, api, log, counted } = await openShop(t, { status: { state: 'Open', url } })
  t.strictSame(await pay(), [303, url])
  t.match(api.checkouts.get(first)?.spec, {
    ...{ orderRef: 'order-1', provider: 'STRIPE', amount: '29.90', currency: 'EUR', language: 'en' },
    returnTo: `https://tickets.example.com${path}`,
  })
  t.match(
    log.find(({ msg }) => msg === 'a buyer asked for a payment page'),
    { namespace: 'conf', checkout: 'order-1-1', provider: 'STRIPE' },
  )
  t.notMatch(JSON.stringify(log), path.split('/').at(-1) ?? '', 'the link is in no log')
  t.strictSame(await pay(), [303, url])
  t.equal(api.checkouts.size, 1, 'the page is used again')
  t.strictSame(await counted(), { 'STRIPE opened': 2 })
})

t.test('the buyer comes back in the language of the page', async t => {
  const { post, api } = await openShop(t, { status: { state: 'Open', url } })
  await post(`${path}/pay?lang=de`, { with: 'PAYPAL' })
  t.match(api.checkouts.get(first)?.spec, {
    provider: 'PAYPAL',
    returnTo: `https://tickets.example.com${path}?lang=de`,
    language: 'de',
  })
})

t.test('nobody is sent to a page that is none of a gateway', async t => {
  for (const other of [
    'https://evil.example/',
    'http://checkout.stripe.com/',
    'https://checkout.stripe.com.evil.example/',
  ]) {
    const { pay } = await openShop(t, { status: { state: 'Open', url: other } })
    t.strictSame(await pay(), [303, path], other)
  }
})

t.test('while the payment page does not exist yet, the page of the order shows the next step', async t => {
  const { pay, get } = await openShop(t)
  t.strictSame(await pay(), [303, path])
  t.match((await get(path)).body, 'Card: The payment page is being opened.')
  const down = await openShop(t, { status: { state: 'Requested', reason: 'GatewayUnreachable' } })
  t.strictSame(await down.pay(), [303, path])
  t.match((await down.get(path)).body, 'Card: The payment service does not answer right now. Nothing was charged.')
  t.strictSame(await down.counted(), { 'STRIPE later': 1 })
})

t.test('the shop asks for a hold as long as the payment page, before it asks for that page', async t => {
  const plans = [aPlan({ maxHoldMinutes: 120 })]
  const { pay, api } = await openShop(t, { plans, status: { state: 'Open', url } })
  t.strictSame(await pay(), [303, url])
  t.equal(api.orders.get('conf/order-1')?.spec.holdUntil, new Date(now + 35 * 60_000).toISOString().replace('.000', ''))
  const asked = api.calls.filter(call => ['changeOrder', 'createCheckout'].includes(call))
  t.strictSame(asked, ['changeOrder', 'createCheckout'])
  await pay()
  t.equal(api.calls.filter(call => call === 'changeOrder').length, 1, 'a page that is used again asks for no more')
})

t.test('a hold that cannot be longer is no reason not to pay', async t => {
  const without = await openShop(t, { status: { state: 'Open', url } })
  t.strictSame(await without.pay(), [303, url])
  t.notOk(without.api.calls.includes('changeOrder'))
  const { pay, api } = await openShop(t, { plans: [aPlan({ maxHoldMinutes: 60 })] })
  api.before = call => {
    if (call === 'changeOrder') throw refusal(422, 'Invalid')
  }
  await pay()
  t.ok(api.checkouts.has(first))
})

t.test('nothing is asked for that the page does not offer', async t => {
  const looking = aCheckout({ returned: true, status: { state: 'Open', url } })
  const table: [why: string, options: Parameters<typeof openShop>[1], fields?: object][] = [
    ['no way to pay', {}, {}],
    ['an unknown way', {}, { with: 'constructor' }],
    ['a way of another shop', { parts: { payWith: ['STRIPE'] } }, { with: 'PAYPAL' }],
    ['a shop that takes no payments', { parts: { payWith: [] } }],
    ['too little for the gateway', { of: anOrder({ status: { ...heldStatus, total: '0.20' } }) }],
    ['nothing due', { of: anOrder({ status: { ...heldStatus, payment: 'CONFIRMED' } }) }],
    ['the time is over', { of: anOrder({ status: { ...heldStatus, expiresAt: '2026-11-20T08:00:00Z' } }) }],
    ['a payment that is looked at', { checkouts: [looking] }],
  ]
  for (const [why, options, fields = card] of table) {
    const { pay, api } = await openShop(t, options)
    t.strictSame(await pay(fields), [303, path], why)
    t.notOk(api.calls.includes('createCheckout'), why)
  }
  const { server, api } = await openShop(t)
  const bare = { method: 'POST', url: `${path}/pay`, headers: { 'sec-fetch-site': 'same-origin' } } as const
  t.equal((await server.inject(bare)).headers.location, path, 'without a body')
  t.notOk(api.calls.includes('createCheckout'))
})

t.test('the page reports too many attempts', async t => {
  const checkouts = Array.from({ length: 10 }, (_, index) =>
    aCheckout({ name: `order-1-${index + 1}`, status: { state: 'Failed' } }),
  )
  const { pay, get, api, counted } = await openShop(t, { checkouts })
  t.strictSame(await pay(), [303, `${path}?said=attempts`])
  t.match((await get(`${path}?said=attempts`)).body, 'Too many payments were started for this order.')
  t.strictSame(await counted(), { 'STRIPE capped': 1 })
  t.notOk(api.calls.includes('createCheckout'))
})

t.test('another site, a wrong link and a sender above the limit create no request for a payment', async t => {
  const requestLimits = { reads: 100, coupons: 100, creates: 100, changes: 100, changesOfOrder: 1 }
  const { pay, api } = await openShop(t, { requestLimits })
  t.strictSame(await pay(card, path, { 'sec-fetch-site': 'cross-site' }), [403, undefined])
  t.strictSame(await pay(card, path.slice(0, -1)), [404, undefined])
  t.strictSame(api.calls, [])
  await pay()
  t.strictSame(await pay(), [429, undefined])
})

t.test('the page reports an outage, and the form can be sent again', async t => {
  const { pay, api, counted } = await openShop(t)
  api.before = call => {
    if (call === 'createCheckout') throw unreachable()
  }
  t.strictSame(await pay(), [503, undefined])
  t.strictSame(await counted(), { 'STRIPE unavailable': 1 })
})

t.test('the address of the form leads to the page of the order', async t => {
  const { get } = await openShop(t)
  const { statusCode, headers } = await get(`${path}/pay`)
  t.strictSame([statusCode, headers.location], [303, path])
})
