import t from 'tap'
import { createControl } from '../../../local/gateway/control.ts'
import { paypalPayments } from '../../../local/gateway/paypal/payments.ts'
import { paypalTokens } from '../../../local/gateway/paypal/token-route.ts'
import { createOutages } from '../../../local/gateway/server/outages.ts'
import { stripePayments } from '../../../local/gateway/stripe/payments.ts'
import { stripeRefunds } from '../../../local/gateway/stripe/refunds.ts'
import { createDeliveries } from '../../../local/gateway/webhooks/deliveries.ts'
import { start } from '../../fixtures/gateway/played.ts'
import { addOrder, addSession, origin, played, testWorld } from '../../fixtures/gateway/world.ts'

function controlOf() {
  const { world, types } = testWorld()
  const parts = {
    stripe: stripePayments(world, () => origin),
    stripeRefunds: stripeRefunds(world),
    paypal: paypalPayments(world, () => origin),
    tokens: paypalTokens(world),
    outages: createOutages(),
    deliveries: createDeliveries(),
  }
  return { world, types, parts, control: createControl(world, parts) }
}

t.test('it moves the clock, decides about refunds and ends tokens', async t => {
  const { world, parts, control } = controlOf()
  control.moveClock(5)
  control.setRefundFate('pending')
  t.strictSame([control.now(), world.refundFate], [start + 5, 'pending'])
  t.strictSame([control.books, control.outages, control.deliveries], [world.books, parts.outages, parts.deliveries])
  const basic = `Basic ${Buffer.from('shop:secret').toString('base64')}`
  const answer = parts.tokens.route(played('POST /v1/oauth2/token', { headers: { authorization: basic } }))
  const bearer = `Bearer ${JSON.parse(answer?.body ?? '').access_token}`
  t.equal(parts.tokens.isValid(bearer), true)
  control.endTokens()
  t.equal(parts.tokens.isValid(bearer), false)
})

t.test('it settles a delayed payment or a refund by its id', async t => {
  const { world, parts, control, types } = controlOf()
  const session = addSession(world)
  parts.stripe.pay(session, 'delayed')
  const order = addOrder(world)
  parts.paypal.approve(order, 'delayed')
  parts.paypal.capture(order)
  world.refundFate = 'pending'
  const refund = parts.stripeRefunds.create(session, { amount: 5, metadata: {} })
  const paypalRefund = { id: 'R1', created: start, order: 'O1', value: '1.00', status: 'PENDING' } as const
  world.books.paypalRefunds['R1'] = { ...paypalRefund }
  const before = types().length
  t.strictSame(
    [session.id, order.id, refund.id, 'R1', 'none'].map(id => control.settle(id, 'succeeded')),
    [true, true, true, true, false],
  )
  t.strictSame(types().slice(before), [
    'payment_intent.succeeded',
    'checkout.session.async_payment_succeeded',
    'PAYMENT.CAPTURE.COMPLETED',
    'refund.updated',
    'PAYMENT.CAPTURE.REFUNDED',
  ])
})
