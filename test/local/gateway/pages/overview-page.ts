import t from 'tap'
import { overviewPage } from '../../../../local/gateway/pages/overview-page.ts'
import { paypalPayments } from '../../../../local/gateway/paypal/payments.ts'
import { stripePayments } from '../../../../local/gateway/stripe/payments.ts'
import { stripeRefunds } from '../../../../local/gateway/stripe/refunds.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { addOrder, addSession, origin, testWorld } from '../../../fixtures/gateway/world.ts'

t.test('it begins empty', async t => {
  t.match(overviewPage(testWorld().world.books).body, /<p>There are no payments yet\.<\/p>/)
})

t.test('it lists payments and refunds, with buttons that settle the delayed ones', async t => {
  const { world } = testWorld()
  const [stripe, paypal, refunds] = [
    stripePayments(world, () => origin),
    paypalPayments(world, () => origin),
    stripeRefunds(world),
  ]
  addSession(world, { id: 'cs_0' })
  const [now, later] = [addSession(world), addSession(world, { id: 'cs_2' })]
  stripe.pay(now, 'card')
  stripe.pay(later, 'delayed')
  const done = refunds.create(now, { amount: 100, metadata: {} })
  world.refundFate = 'pending'
  const pending = refunds.create(now, { amount: 200, metadata: {} })
  world.books.stripeRefunds['re_lost'] = { ...done, id: 're_lost', session: 'cs_lost' }
  addOrder(world, { id: 'O0' })
  const [approved, delayed] = [addOrder(world), addOrder(world, { id: 'O2' })]
  paypal.approve(approved, 'good')
  paypal.approve(delayed, 'delayed')
  paypal.capture(delayed)
  const back = { created: start, order: 'O2', value: '1.00' }
  world.books.paypalRefunds = {
    R1: { ...back, id: 'R1', status: 'COMPLETED' },
    R2: { ...back, id: 'R2', status: 'PENDING' },
  }
  const { body } = overviewPage(world.books)
  const entries = [...body.matchAll(/<li>(.*?)<\/li>/gs)].map(([, entry = '']) => {
    const actions = [...entry.matchAll(/action="([^"]*)"/g)].map(([, action]) => action)
    return [entry.replaceAll(/<.*/gs, '').trim(), ...actions]
  })
  const both = (id: string) => [`/settle/${id}/succeeded`, `/settle/${id}/failed`]
  t.strictSame(entries, [
    ['Stripe: 29.90 EUR for conf/order-1: open'],
    ['Stripe: 29.90 EUR for conf/order-1: succeeded'],
    ['Stripe: 29.90 EUR for conf/order-1: processing', ...both('cs_2')],
    ['Stripe: refund of 1.00 EUR: succeeded', `/settle/${done.id}/failed`],
    ['Stripe: refund of 2.00 EUR: pending', ...both(pending.id)],
    ['Stripe: refund of 1.00 EUR: succeeded', '/settle/re_lost/failed'],
    ['PayPal: 29.90 EUR for conf/order-1: open'],
    ['PayPal: 29.90 EUR for conf/order-1: approved'],
    ['PayPal: 29.90 EUR for conf/order-1: pending', ...both('O2')],
    ['PayPal: refund of 1.00 EUR: completed'],
    ['PayPal: refund of 1.00 EUR: pending', ...both('R2')],
  ])
})
