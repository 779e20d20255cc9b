import t from 'tap'
import { issueFormToken } from '../../../hooks/shop/links/form-token.ts'
import { createOpenOrders } from '../../../hooks/shop/placing/open-orders.ts'
import { type PlacingTools, placeOrder } from '../../../hooks/shop/placing/place-order.ts'
import { aCoupon, aPlan, now } from '../../fixtures/objects.ts'
import { fakeShop, refusal, unreachable } from '../../fixtures/shop/fake-shop.ts'
import { aRing } from '../../fixtures/shop/keys.ts'

const ring = aRing('1')
const typed = {
  plan: 'plan',
  quantity: '2',
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.org',
  'price.plan': '29.90 EUR',
}
const values = {
  plan: 'plan',
  quantity: '2',
  coupon: '',
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.org',
}

/** A shop with one plan, and a form of its page. */
function openShop({ plan = aPlan() } = {}) {
  const shop = fakeShop()
  const most = { orders: 1, tickets: 100 }
  const openOrders = createOpenOrders({ address: most, email: most }, { lookAt: shop.lookAt, now: () => now })
  const tools: PlacingTools = {
    api: shop,
    presentOffers: () => ({ plans: new Map([[plan.metadata.name, plan]]), pools: new Map() }),
    ring,
    openOrders,
    now: () => now,
  }
  const token = () => issueFormToken(ring, { namespace: 'conf', now })
  const place = (fields: object, { address = '192.0.2.1' } = {}) =>
    placeOrder(tools, {
      conference: 'conf',
      fields: { ...typed, ...fields },
      address,
      language: 'de',
      signal: AbortSignal.timeout(60_000),
    })
  return { shop, openOrders, token, place }
}

t.test('a form creates an order and its buyer', async t => {
  const { shop, token, place } = openShop()
  const placing = await place({ token: token() })
  t.match(placing, { outcome: 'created', order: { spec: { planRef: 'plan', price: 29.9, quantity: 2 } } })
  const [order] = shop.orders.values()
  const { name = '', uid = '' } = order?.metadata ?? {}
  t.match(name, /^web-[a-z2-7]{13}$/)
  t.strictSame(
    [...shop.buyers.values()],
    [
      {
        apiVersion: 'app.corley.it/v1',
        kind: 'Buyer',
        metadata: {
          namespace: 'conf',
          name,
          ownerReferences: [{ apiVersion: 'app.corley.it/v1', kind: 'Order', name, uid }],
        },
        spec: { orderRef: name, email: 'ada@example.org', firstname: 'Ada', lastname: 'Lovelace', language: 'de' },
      },
    ],
  )
  t.strictSame(shop.calls, ['createOrder', 'createBuyer'])
})

t.test('a form that is sent twice is one order, also at once, and whatever changed since', async t => {
  const { shop, token, place } = openShop()
  const form = { token: token() }
  const placings = await Promise.all([place(form), place(form)])
  t.strictSame(placings.map(({ outcome }) => outcome).sort(), ['created', 'repeated'])
  t.match(await place(form), { outcome: 'repeated' })
  t.match(await place({ ...form, plan: 'closed' }), { outcome: 'repeated' })
  t.strictSame([shop.orders.size, shop.buyers.size], [1, 1])
})

t.test('a form that failed half way is finished when it is sent again', async t => {
  const { shop, token, place } = openShop()
  const form = { token: token() }
  shop.before = call => {
    if (call === 'createBuyer') throw unreachable()
  }
  await t.rejects(place(form), { name: 'KubeError', reason: 'Unreachable' })
  t.strictSame([shop.orders.size, shop.buyers.size], [1, 0])
  shop.before = () => {}
  t.match(await place(form), { outcome: 'repeated' })
  t.equal(shop.buyers.size, 1)
})

t.test('a form comes back with its faults, and nothing is created', async t => {
  const { shop, token, place } = openShop()
  const refused = (field: string, problem: string, said: object = {}) => ({
    outcome: 'refused',
    values: { ...values, ...said },
    faults: [{ field, problem }],
  })
  t.strictSame(await place({ token: token(), email: '' }), refused('email', 'missing', { email: '' }))
  t.strictSame(await place({ token: 'old' }), refused('token', 'invalid'))
  t.strictSame(await place({ token: token(), plan: 'other' }), refused('plan', 'invalid', { plan: 'other' }))
  t.strictSame(shop.calls, ['getOrder'])
  t.strictSame(await place({ token: token(), coupon: 'half' }), refused('coupon', 'couponUnknown', { coupon: 'half' }))
  shop.coupons.set('conf/half', aCoupon({ name: 'half' }))
  t.match(await place({ token: token(), coupon: 'half' }), { outcome: 'created', order: { spec: { price: 19.9 } } })
})

t.test('a buyer with too many unpaid orders must pay one first', async t => {
  const { shop, token, place } = openShop()
  await place({ token: token() })
  t.strictSame(await place({ token: token() }), {
    outcome: 'capped',
    values,
    faults: [{ field: 'email', problem: 'tooManyOpenOrders' }],
  })
  t.match(await place({ token: token() }, { address: '192.0.2.2' }), { outcome: 'capped' })
  t.match(await place({ token: token(), email: 'bob@example.org' }, { address: '192.0.2.2' }), { outcome: 'created' })
  t.equal(shop.orders.size, 2)
})

t.test('a plan that changed a moment ago is a fault too', async t => {
  const { shop, openOrders, token, place } = openShop()
  shop.before = call => {
    if (call === 'createOrder') throw refusal(422, 'Invalid')
  }
  const faults = [{ field: 'plan', problem: 'notOnSale' }]
  t.strictSame(await place({ token: token() }), { outcome: 'refused', values, faults })
  t.equal(openOrders.size(), 0)
})

t.test('an order that was not created does not count, one that may have been does', async t => {
  const { shop, openOrders, token, place } = openShop()
  const failures = [refusal(403, 'Forbidden'), refusal(503, 'ServiceUnavailable'), new TypeError('a defect')]
  const sizes: number[] = []
  for (const [index, failure] of failures.entries()) {
    shop.before = () => {
      throw failure
    }
    const form = { token: token(), email: `${index}@example.org` }
    await t.rejects(place(form, { address: `192.0.2.${index}` }), failure)
    sizes.push(openOrders.size())
  }
  t.strictSame(sizes, [0, 1, 2])
})

t.test('an order that was deleted at once is not answered', async t => {
  const { shop, token, place } = openShop()
  shop.before = call => {
    if (call === 'createOrder') throw refusal(409, 'AlreadyExists')
  }
  await t.rejects(place({ token: token() }), { code: 409 })
})
