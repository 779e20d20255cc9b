import type { FastifyRequest } from 'fastify'
import t from 'tap'
import {
  findOrder,
  linkedUid,
  orderView,
  readPayments,
  readTickets,
  requireLink,
  ticketLinks,
} from '../../../hooks/http/shop/find-order.ts'
import type { Shop } from '../../../hooks/http/shop/shop.ts'
import { signLink } from '../../../hooks/shop/links/link-secret.ts'
import { openOfferBook } from '../../../hooks/shop/live/offer-book.ts'
import { noAttempts } from '../../../hooks/shop/paying/attempts.ts'
import type { TicketTools } from '../../../hooks/shop/tickets/ticket-tools.ts'
import { aCheckout, anOrder, aPlan, aTicket, aTicketOf, now } from '../../fixtures/objects.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'
import { aReadyConference, aRestored, atVersion } from '../../fixtures/shop/objects.ts'
import { orderPathOf, ring, ticketPathOf } from '../../fixtures/shop/server.ts'

const sold = { payment: 'CONFIRMED', quantity: 1 } as const

t.strictSame(
  [undefined, 0, 2].map(serial =>
    linkedUid(aTicket({ metadata: { uid: 'uid-1' }, ...(serial !== undefined && { serial }) })),
  ),
  ['uid-1', 'uid-1', 'uid-1/2'],
  'a raised serial makes another link',
)

function openShop(order = anOrder(), parts: Partial<Shop> = {}) {
  const api = fakeShop(order)
  const book = openOfferBook(() => now)
  for (const listener of Object.values(book.listeners)) {
    listener.onListStart()
    listener.onListEnd(1n)
  }
  book.listeners.conferences.onChange(aReadyConference())
  book.listeners.plans.onChange(atVersion(aPlan(), 1))
  const ticketTools = { codeOf: () => ({}) }
  const charged: number[] = []
  const limits = { checkTickets: async (_request: FastifyRequest, tickets: number) => void charged.push(tickets) }
  const shop = {
    api,
    limits,
    book,
    ring,
    ticketTools,
    patienceMs: 5_000,
    now: () => now,
    payWith: [],
    paymentPages: [],
    ...parts,
  } as unknown as Shop
  const [, conference, , name, secret] = orderPathOf(order).split('/')
  const request = (params: object = {}) => ({ params: { conference, name, secret, ...params } }) as FastifyRequest
  return { api, book, shop, order, request, charged }
}

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

t.test('links of an order and a ticket stay valid after a restore, and a recreated order has another', async t => {
  const [before, after] = aRestored(anOrder())
  const { api, shop, request } = openShop(before)
  api.put(after)
  t.equal((await findOrder(shop, request())).order.metadata.uid, after.metadata.uid)
  const { annotations: _, ...recreated } = after.metadata
  api.put({ ...after, metadata: recreated })
  await t.rejects(findOrder(shop, request()), { name: 'PageError', status: 404 })
  const [ticket, restored] = aRestored(aTicketOf(before))
  const ticketTools = { codeOf: () => ({}) } as unknown as TicketTools
  t.strictSame(ticketLinks({ ring, ticketTools }, restored), { path: ticketPathOf(ticket) })
})

t.test('a link is checked without its object', async t => {
  const secret = signLink(ring, { kind: 'ticket', namespace: 'conf', name: 'a', uid: 'b' })
  const isOf = requireLink({ ring }, { kind: 'ticket', namespace: 'conf', name: 'a' }, secret)
  t.strictSame([isOf('b'), isOf('c')], [true, false])
  t.throws(() => requireLink({ ring }, { kind: 'ticket', namespace: 'conf', name: 'b' }, secret), { name: 'PageError' })
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
  const found = await findOrder(paying.shop, paying.request())
  t.strictSame(orderView(paying.shop, found).payment, {
    methods: [{ provider: 'STRIPE' }],
    attempt: { provider: 'STRIPE', state: 'open', url },
  })
  t.notOk('payment' in orderView(shop, { ...found, attempts: noAttempts }))
})

t.test('a ticket has its address and its code', async t => {
  const ticket = aTicketOf(anOrder())
  const ticketTools = {
    codeOf: (conference: string) => ({ codeUrl: conference, qr: '<svg/>' }),
  } as unknown as TicketTools
  const links = { path: ticketPathOf(ticket), codeUrl: 'conf', qr: '<svg/>' }
  t.strictSame(ticketLinks({ ring, ticketTools }, ticket), links)
})

t.test('in a trial, the page of an order shows the command that pays it', async t => {
  const held = {
    payment: 'PENDING',
    quantity: 0,
    reason: 'AwaitingPayment',
    total: '29.90',
    paid: '10.00',
    currency: 'EUR',
  }
  const order = anOrder({ status: { ...held, payment: 'PENDING' } })
  const trialPaymentsUrl = 'http://127.0.0.1:3000'
  const view = async (shop: Shop, request: FastifyRequest) => orderView(shop, await findOrder(shop, request))
  const trial = openShop(order, { trialPaymentsUrl })
  t.strictSame((await view(trial.shop, trial.request())).payInstructions, {
    text: 'This is a trial. The command plays a payment gateway that reports the payment:',
    command:
      'curl -d custom=conf/order-1 -d payment_status=Completed -d mc_gross=19.90 -d mc_currency=EUR http://127.0.0.1:3000/payment-gateway/conf',
  })
  const real = openShop(order)
  t.equal((await view(real.shop, real.request())).payInstructions, undefined)
  const paid = openShop(anOrder({ status: sold }), { trialPaymentsUrl })
  t.equal((await view(paid.shop, paid.request())).payInstructions, undefined)
})

t.test('a view says whether it may be old, and has the addresses of its tickets', async t => {
  const { api, shop, order, request } = openShop(anOrder({ status: sold }))
  const ticket = aTicketOf(order)
  api.tickets.set('conf/ticket', ticket)
  const found = await findOrder(shop, request())
  t.match(orderView(shop, found), { isAway: false, path: found.path, tickets: [{ path: ticketPathOf(ticket) }] })
  t.match(orderView(shop, found, { isAway: true }), { isAway: true })
})
