import t from 'tap'
import { findOrder, readPayments, readTickets } from '../../../hooks/http/shop/find-order.ts'
import { signLink } from '../../../hooks/shop/links/link-secret.ts'
import { noAttempts } from '../../../hooks/shop/paying/attempts.ts'
import { aCheckout, anOrder, aTicketOf } from '../../fixtures/objects.ts'
import { aReadyConference, aRestored, atVersion } from '../../fixtures/shop/objects.ts'
import { openShop } from '../../fixtures/shop/opened-shop.ts'
import { orderPathOf, ring } from '../../fixtures/shop/server.ts'

const sold = { payment: 'CONFIRMED', quantity: 1 } as const

t.test('a right link finds its order, with its tickets once it may have some', async t => {
  const { api, shop, order, request, charged } = openShop()
  const found = await findOrder(shop, request())
  const stored = atVersion(order, 1)
  const empty = { tickets: [], attempts: noAttempts }
  t.strictSame(found, { conference: aReadyConference(), order: stored, ...empty, path: orderPathOf(order) })
  t.strictSame(api.calls, ['getOrder'])
  const ticket = aTicketOf(order)
  api.tickets.set('conf/ticket', ticket)
  api.put(anOrder({ status: sold }))
  t.strictSame((await findOrder(shop, request())).tickets, [ticket])
  const { status: _, ...unanswered } = anOrder()
  api.put(unanswered)
  t.strictSame((await findOrder(shop, request())).tickets, [])
  t.strictSame(charged, [0, 1, 0], 'the tickets count for the limit of the address')
})

t.test('a wrong link reads nothing, and has the error of an unknown order', async t => {
  const { api, shop, order, request } = openShop()
  const notFound = { name: 'PageError', status: 404 }
  for (const params of [{ secret: 'x' }, { name: 'order-2' }, { conference: 'other' }]) {
    await t.rejects(findOrder(shop, request(params)), notFound)
  }
  t.strictSame(api.calls, [])
  api.put(anOrder({ metadata: { uid: 'recreated' } }))
  await t.rejects(findOrder(shop, request()), notFound)
  api.remove({ namespace: 'conf', name: order.metadata.name })
  await t.rejects(findOrder(shop, request()), notFound)
  const other = { namespace: 'other', name: 'a', uid: 'b' }
  const secret = signLink(ring, { kind: 'order', ...other })
  await t.rejects(findOrder(shop, request({ conference: 'other', name: 'a', secret })), notFound, 'of no conference')
})

t.test('the link of an order stays valid after a restore, and a recreated order has another', async t => {
  const [before, after] = aRestored(anOrder())
  const { api, shop, request } = openShop(before)
  api.put(after)
  t.equal((await findOrder(shop, request())).order.metadata.uid, after.metadata.uid)
  const { annotations: _, ...recreated } = after.metadata
  api.put({ ...after, metadata: recreated })
  await t.rejects(findOrder(shop, request()), { name: 'PageError', status: 404 })
})

t.test('tickets are read when an order is sold or still has some', async t => {
  const { api, shop } = openShop()
  const signal = AbortSignal.timeout(60_000)
  const { status: _, ...unanswered } = anOrder()
  const unlisted = [unanswered, anOrder()]
  const listed = [anOrder({ status: sold }), anOrder({ status: { payment: 'REJECTED', quantity: 1 } })]
  for (const order of [...unlisted, ...listed]) t.strictSame(await readTickets(shop, order, signal), [])
  t.strictSame(api.calls, ['listTickets', 'listTickets'])
})

t.test('attempts to pay are read where the shop takes payments', async t => {
  const held = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', total: '29.90', currency: 'EUR' } as const
  const order = anOrder({ status: held })
  const signal = AbortSignal.timeout(60_000)
  const { api, shop } = openShop(order)
  t.equal(await readPayments(shop, order, signal), noAttempts)
  t.strictSame(api.calls, [])
  const paying = openShop(order, { payWith: ['STRIPE'], paymentPages: ['https://pay.example.com'] })
  const url = 'https://pay.example.com/1'
  const checkout = aCheckout({ status: { state: 'Open', url } })
  paying.api.checkouts.set('conf/order-1-1', checkout)
  t.strictSame(await readPayments(paying.shop, order, signal), { next: 2, recent: [checkout] })
})
