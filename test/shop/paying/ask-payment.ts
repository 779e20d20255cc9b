import t from 'tap'
import { mostNumbers } from '../../../hooks/schema/money/numbered-name.ts'
import { askPayment, type PaymentWish } from '../../../hooks/shop/paying/ask-payment.ts'
import { aCheckout, anOrder, now } from '../../fixtures/objects.ts'
import { fakeShop, refusal } from '../../fixtures/shop/fake-shop.ts'

const order = anOrder()
const returnTo = 'https://tickets.example.com/conf/orders/order-1/secret?lang=de'
const signal = AbortSignal.timeout(60_000)

/** Asks for 29.90 EUR by card. `stored` are checkouts that exist, of which the attempts need not tell. */
async function ask({
  recent = [],
  next = 1,
  stored = [],
  api = fakeShop(),
  ...said
}: Partial<PaymentWish> & {
  recent?: PaymentWish['attempts']['recent']
  next?: number
  stored?: ReturnType<typeof aCheckout>[]
  api?: ReturnType<typeof fakeShop>
} = {}) {
  for (const checkout of stored) api.checkouts.set(`conf/${checkout.metadata.name}`, checkout)
  let prolonged = 0
  const wish = { order, provider: 'STRIPE', amount: '29.90', currency: 'EUR', returnTo, language: 'de' } as const
  const prolongHold = async () => {
    prolonged += 1
  }
  const tools = { api, now: () => now, signal, prolongHold }
  const checkout = await askPayment(tools, { ...wish, attempts: { recent, next }, ...said })
  return { name: checkout?.metadata.name, checkout, prolonged, calls: api.calls }
}

t.test('a checkout is created with its order as its owner, after the hold was prolonged', async t => {
  const { checkout, prolonged, calls } = await ask()
  t.match(checkout, {
    apiVersion: 'app.corley.it/v1',
    kind: 'Checkout',
    metadata: {
      namespace: 'conf',
      name: 'order-1-1',
      ownerReferences: [{ apiVersion: 'app.corley.it/v1', kind: 'Order', name: 'order-1', uid: 'uid-of-order-1' }],
    },
  })
  t.strictSame(checkout?.spec, {
    ...{ orderRef: 'order-1', orderUid: 'uid-of-order-1', provider: 'STRIPE', amount: '29.90', currency: 'EUR' },
    ...{ returnTo, language: 'de', returned: false },
  })
  t.strictSame([prolonged, calls], [1, ['createCheckout']])
})

t.test('an open checkout of the same gateway and amount is used again', async t => {
  for (const status of [{ state: 'Requested' }, { state: 'Open', expiresAt: '2026-11-20T08:30:00Z' }] as const) {
    const { name, prolonged, calls } = await ask({ recent: [aCheckout({ status })], next: 2 })
    t.strictSame([name, prolonged, calls], ['order-1-1', 0, []])
  }
})

t.test('another checkout is created where an open one does not fit', async t => {
  const open = { state: 'Open' } as const
  const table: [why: string, checkout: Parameters<typeof aCheckout>[0]][] = [
    ['another gateway', { provider: 'PAYPAL', status: open }],
    ['another amount', { amount: '19.90', status: open }],
    ['another currency', { currency: 'USD', status: open }],
    ['it has ended', { status: { state: 'Expired' } }],
    ['it has ended unseen', { status: { state: 'Open', expiresAt: '2026-11-20T08:00:00Z' } }],
    ['the buyer came back from it', { returned: true, status: { state: 'Open', reason: 'Declined' } }],
    ['another order', { orderUid: 'earlier', status: open }],
  ]
  for (const [why, checkout] of table) {
    t.equal((await ask({ recent: [aCheckout(checkout)], next: 2 })).name, 'order-1-2', why)
  }
})

t.test('two equal forms at once are one checkout', async t => {
  const api = fakeShop()
  const both = await Promise.all([ask({ api }), ask({ api })])
  t.strictSame(
    both.map(({ name }) => name),
    ['order-1-1', 'order-1-1'],
  )
  t.equal(api.checkouts.size, 1)
})

t.test('two gateways at once are two checkouts', async t => {
  const api = fakeShop()
  const both = await Promise.all([ask({ api }), ask({ api, provider: 'PAYPAL' })])
  t.strictSame(
    both.map(({ name }) => name),
    ['order-1-1', 'order-1-2'],
  )
})

t.test('a name that is taken is left, and not for ever', async t => {
  const taken = [1, 2, 3, 4].map(number => aCheckout({ name: `order-1-${number}`, orderUid: 'earlier' }))
  t.equal((await ask({ stored: taken.slice(0, 2) })).name, 'order-1-3')
  t.equal((await ask({ stored: taken })).name, undefined)
  t.equal((await ask({ next: mostNumbers + 1 })).name, undefined, 'there is no higher number')
})

t.test('an order has few recent attempts', async t => {
  const old = '2026-11-20T06:59:00Z'
  const ended = (creationTimestamp?: string) =>
    aCheckout({ status: { state: 'Failed' }, metadata: creationTimestamp === undefined ? {} : { creationTimestamp } })
  const many = Array.from({ length: 9 }, () => ended())
  const refused = await ask({ recent: [...many, ended()], next: 11 })
  t.strictSame([refused.name, refused.prolonged, refused.calls], [undefined, 0, []])
  t.equal((await ask({ recent: [...many, ended(old)], next: 11 })).name, 'order-1-11', 'an old one does not count')
  const { status: _, ...open } = aCheckout({ provider: 'PAYPAL', metadata: { creationTimestamp: old } })
  t.equal((await ask({ recent: [...many, open], next: 11 })).name, undefined, 'unless it is open')
  t.equal((await ask({ recent: [...many, aCheckout()], next: 11 })).name, 'order-1-1', 'an open one can be used')
})

t.test('every other failure is an error', async t => {
  const api = fakeShop()
  api.before = () => {
    throw refusal(403, 'Forbidden')
  }
  await t.rejects(ask({ api }), { name: 'KubeError', reason: 'Forbidden' })
  api.before = call => {
    if (call === 'createCheckout') throw refusal(409, 'AlreadyExists')
  }
  t.equal((await ask({ api })).name, undefined, 'one that is deleted meanwhile is not used')
})
