import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { connectShop, type NewBuyer, type NewCheckout, type NewOrder } from '../../hooks/kube/shop-api.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { answerJson, answerStatus, type Play, playApi } from '../fixtures/cluster/played-api.ts'
import { aCheckout, aCoupon, anOrder, aTicket } from '../fixtures/objects.ts'

const signal = AbortSignal.timeout(60_000)
const api = '/apis/app.corley.it/v1/namespaces/conf'
const key = { namespace: 'conf', name: 'web-1' }
const order: NewOrder = {
  apiVersion,
  kind: 'Order',
  metadata: key,
  spec: { planRef: 'plan', price: 29.9, quantity: 2 },
}
const buyer: NewBuyer = {
  apiVersion,
  kind: 'Buyer',
  metadata: { ...key, ownerReferences: [{ apiVersion, kind: 'Order', name: 'web-1', uid: 'uid-1' }] },
  spec: { orderRef: 'web-1', email: 'ada@example.org' },
}

/** The shop's calls to a played API server, with the type and body of each request. */
async function startShop(t: Test, ...plays: Play[]) {
  const bodies: unknown[] = []
  const recording = plays.map<Play>(play => async (request, response) => {
    const body = await text(request)
    bodies.push([request.headers['content-type'], body && JSON.parse(body)])
    play(request, response)
  })
  const { credentials, requests } = await playApi(t, recording)
  return { shop: connectShop(credentials), requests, bodies }
}

t.test('it reads coupons, orders and tickets by name, and a missing one is undefined', async t => {
  const [coupon, stored, ticket] = [aCoupon(), anOrder(), aTicket()]
  const missing = answerStatus(404, 'NotFound')
  const plays = [coupon, stored, ticket].map(object => answerJson(200, object))
  const { shop, requests } = await startShop(t, ...plays, missing)
  t.strictSame(await shop.getCoupon({ ...key, name: 'a/b' }, signal), coupon)
  t.strictSame(await shop.getOrder(key, signal), stored)
  t.strictSame(await shop.getTicket(key, signal), ticket)
  t.strictSame(
    await Promise.all([shop.getCoupon(key, signal), shop.getOrder(key, signal), shop.getTicket(key, signal)]),
    [undefined, undefined, undefined],
  )
  t.strictSame(requests.slice(0, 3), [
    `GET ${api}/coupons/a%2Fb`,
    `GET ${api}/orders/web-1`,
    `GET ${api}/tickets/web-1`,
  ])
})

t.test('it creates an order and its buyer', async t => {
  const stored = anOrder({ name: 'web-1' })
  const { shop, requests, bodies } = await startShop(t, answerJson(201, stored), answerJson(201, {}))
  t.strictSame(await shop.createOrder(order, signal), stored)
  t.equal(await shop.createBuyer(buyer, signal), undefined)
  t.strictSame(requests, [`POST ${api}/orders`, `POST ${api}/buyers`])
  t.strictSame(bodies, [
    ['application/json', order],
    ['application/json', buyer],
  ])
})

t.test('it changes three fields of an order, and the name on a ticket, of exactly one object', async t => {
  const [stored, ticket] = [anOrder(), aTicket()]
  const plays = [answerJson(200, stored), answerJson(200, ticket), answerJson(200, ticket)]
  const { shop, requests, bodies } = await startShop(t, ...plays, answerStatus(404, 'NotFound'))
  const exact = { ...key, uid: 'uid-1' }
  const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
  t.strictSame(await shop.changeOrder(exact, { quantity: 3, holdUntil: '2026-11-20T09:00:00Z' }, signal), stored)
  t.strictSame(await shop.nameAttendee(exact, attendee, signal), ticket)
  t.strictSame(await shop.nameAttendee(exact, null, signal), ticket)
  t.equal(await shop.changeOrder(exact, { cancelled: true }, signal), undefined)
  const [orders, tickets] = [`PATCH ${api}/orders/web-1`, `PATCH ${api}/tickets/web-1`]
  t.strictSame(requests, [orders, tickets, tickets, orders])
  const metadata = { uid: 'uid-1' }
  t.strictSame(
    bodies,
    [
      { metadata, spec: { quantity: 3, holdUntil: '2026-11-20T09:00:00Z' } },
      { metadata, spec: { attendee } },
      { metadata, spec: { attendee: null } },
      { metadata, spec: { cancelled: true } },
    ].map(body => ['application/merge-patch+json', body]),
  )
})

t.test('it asks for a payment, and writes that the buyer came back', async t => {
  const stored = aCheckout({ name: 'web-1-1' })
  const plays = [200, 201, 200].map(code => answerJson(code, stored))
  const { shop, requests, bodies } = await startShop(
    t,
    ...plays,
    answerStatus(404, 'NotFound'),
    answerStatus(404, 'NotFound'),
  )
  const { returned: _, ...spec } = stored.spec
  const checkout: NewCheckout = {
    apiVersion,
    kind: 'Checkout',
    metadata: { ...buyer.metadata, name: 'web-1-1' },
    spec: { ...spec, orderRef: 'web-1', orderUid: 'uid-1' },
  }
  const named = { namespace: 'conf', name: 'web-1-1' }
  t.strictSame(await shop.getCheckout(named, signal), stored)
  t.strictSame(await shop.createCheckout(checkout, signal), stored)
  t.strictSame(await shop.noteReturn({ ...named, uid: 'uid-2' }, signal), stored)
  t.strictSame(
    [await shop.getCheckout(named, signal), await shop.noteReturn({ ...named, uid: 'x' }, signal)],
    [undefined, undefined],
  )
  const one = `${api}/checkouts/web-1-1`
  t.strictSame(requests, [`GET ${one}`, `POST ${api}/checkouts`, `PATCH ${one}`, `GET ${one}`, `PATCH ${one}`])
  t.strictSame(bodies[1], ['application/json', checkout])
  t.strictSame(bodies[2], ['application/merge-patch+json', { metadata: { uid: 'uid-2' }, spec: { returned: true } }])
})

t.test('it lists the tickets of an order', async t => {
  const { shop, requests } = await startShop(t, answerJson(200, { items: [aTicket()] }))
  t.strictSame(await shop.listTickets(key, signal), [aTicket()])
  t.strictSame(requests, [`GET ${api}/tickets?labelSelector=orders.app.corley.it%3Dweb-1`])
})

t.test('every other answer is a KubeError', async t => {
  const { shop } = await startShop(t, answerStatus(409, 'AlreadyExists'), answerStatus(403, 'Forbidden'))
  await t.rejects(shop.createOrder(order, signal), { name: 'KubeError', code: 409, reason: 'AlreadyExists' })
  await t.rejects(shop.listTickets(key, signal), { name: 'KubeError', code: 403, reason: 'Forbidden' })
  await t.rejects(shop.getOrder(key, AbortSignal.abort()), { name: 'KubeError', reason: 'Unreachable' })
})
