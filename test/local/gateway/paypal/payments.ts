import t from 'tap'
import { payee } from '../../../../local/gateway/paypal/order-object.ts'
import { paypalPayments } from '../../../../local/gateway/paypal/payments.ts'
import { minute, start } from '../../../fixtures/gateway/played.ts'
import { addOrder, origin, testWorld } from '../../../fixtures/gateway/world.ts'

function parts() {
  const { world, events, types } = testWorld()
  return { world, events, types, payments: paypalPayments(world, () => origin), order: addOrder(world) }
}

t.test('an approved order is captured', async t => {
  const { payments, order, events, types } = parts()
  payments.approve(order, 'good')
  t.strictSame([order.isApproved, order.funding], [true, 'good'])
  payments.capture(order)
  t.match(order.capture, { status: 'COMPLETED', at: start, updatedAt: start })
  t.strictSame(types(), ['CHECKOUT.ORDER.APPROVED', 'PAYMENT.CAPTURE.COMPLETED'])
  t.match(events[1], { provider: 'paypal', namespace: 'conf', object: { id: order.capture?.id, payee } })
  payments.approve(order, 'declined')
  payments.settleCapture(order, 'failed')
  t.equal(types().length, 2, 'a captured order stays as it is')
})

t.test('money that arrives later is settled once', async t => {
  for (const [outcome, status, word] of [
    ['succeeded', 'COMPLETED', 'COMPLETED'],
    ['failed', 'DECLINED', 'DENIED'],
  ] as const) {
    const { world, payments, order, types } = parts()
    payments.approve(order, 'delayed')
    payments.capture(order)
    world.moveClock(minute)
    payments.settleCapture(order, outcome)
    payments.settleCapture(order, outcome)
    t.match(order.capture, { status, at: start, updatedAt: start + minute })
    t.strictSame(types().slice(1), ['PAYMENT.CAPTURE.PENDING', `PAYMENT.CAPTURE.${word}`])
  }
})

t.test('only a completed refund has an event', async t => {
  const { world, payments, types, events } = parts()
  const { custom: _, ...plain } = addOrder(world, { id: 'O2' })
  world.books.orders['O2'] = plain
  for (const [id, order] of [
    ['R1', 'O1'],
    ['R2', 'O2'],
  ] as const) {
    const refund = { id, created: start, order, value: '1.00', status: 'PENDING' as const }
    world.books.paypalRefunds[id] = refund
    payments.reportRefund(refund)
    t.equal(types().length, id === 'R1' ? 0 : 1)
    payments.settleRefund(refund, 'succeeded')
    payments.settleRefund(refund, 'succeeded')
    payments.settleRefund(refund, 'failed')
  }
  t.strictSame(
    events.map(({ type, namespace }) => [type, namespace]),
    [
      ['PAYMENT.CAPTURE.REFUNDED', 'conf'],
      ['PAYMENT.CAPTURE.REFUNDED', ''],
    ],
  )
})
