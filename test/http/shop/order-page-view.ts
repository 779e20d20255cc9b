import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { findOrder } from '../../../hooks/http/shop/find-order.ts'
import { orderPageView } from '../../../hooks/http/shop/order-page-view.ts'
import type { Shop } from '../../../hooks/http/shop/shop.ts'
import { noAttempts } from '../../../hooks/shop/paying/attempts.ts'
import { aCheckout, anOrder, aTicketOf } from '../../fixtures/objects.ts'
import { openShop } from '../../fixtures/shop/opened-shop.ts'
import { ticketPathOf } from '../../fixtures/shop/server.ts'

const sold = { payment: 'CONFIRMED', quantity: 1 } as const

t.test('an order shows the attempt to pay it', async t => {
  const held = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', total: '29.90', currency: 'EUR' } as const
  const order = anOrder({ status: held })
  const { api, shop, request } = openShop(order, {
    payWith: ['STRIPE'],
    paymentPages: ['https://pay.example.com'],
  })
  const url = 'https://pay.example.com/1'
  api.checkouts.set('conf/order-1-1', aCheckout({ status: { state: 'Open', url } }))
  const found = await findOrder(shop, request())
  t.strictSame(orderPageView(shop, found).payment, {
    methods: [{ provider: 'STRIPE' }],
    attempt: { provider: 'STRIPE', state: 'open', url },
  })
  t.notOk('payment' in orderPageView(openShop(order).shop, { ...found, attempts: noAttempts }))
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
  const view = async (shop: Shop, request: FastifyRequest) => orderPageView(shop, await findOrder(shop, request))
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

t.test('a view says whether it may be stale, and has the addresses of its tickets', async t => {
  const { api, shop, order, request } = openShop(anOrder({ status: sold }))
  const ticket = aTicketOf(order)
  api.tickets.set('conf/ticket', ticket)
  const found = await findOrder(shop, request())
  t.match(orderPageView(shop, found), { isAway: false, path: found.path, tickets: [{ path: ticketPathOf(ticket) }] })
  t.match(orderPageView(shop, found, { isAway: true }), { isAway: true })
})
