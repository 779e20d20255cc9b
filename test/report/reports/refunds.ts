import t from 'tap'
import { reportRefunds } from '../../../hooks/report/reports/refunds.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { anOrder, aPayment, aRefund, aReservation } from '../../fixtures/objects.ts'
import { ownedBy, readerOf, refundDue, type Stored } from '../../fixtures/report/snapshots.ts'

const cancelled = (name: string) =>
  anOrder({
    ...{ name, planRef: 'early', cancelled: true },
    status: { payment: 'REJECTED', reason: 'Cancelled', quantity: 0, currency: 'EUR', ...refundDue('True') },
  })
const ada = cancelled('ada')
const paymentOf = (order: Order, name: string, given: Parameters<typeof aPayment>[0] = {}) =>
  aPayment({ name, orderRef: order.metadata.name, transactionId: `T-${name}`, metadata: ownedBy(order), ...given })
const released = (name: string) => aReservation({ name, decision: 'Released', reason: 'Cancelled' })
const refundOf = (order: Order, given: Parameters<typeof aRefund>[0] = {}) => {
  const { name, uid } = order.metadata
  return aRefund({
    orderRef: name,
    metadata: { ownerReferences: [{ apiVersion, kind: 'Order', name, uid }] },
    ...given,
  })
}

async function rowsOf(stored: Stored) {
  return (await reportRefunds({ reader: readerOf(stored) })).rows
}

t.test('money that is due names the transaction to send it to', async t => {
  const stored = { orders: [ada], payments: [paymentOf(ada, 'pay-1')], reservations: [released('ada')] }
  const { columns, rows } = await reportRefunds({ reader: readerOf(stored) })
  const expected = {
    ...{ order: 'ada', plan: 'early', state: 'Due', amount: '29.90', currency: 'EUR' },
    ...{ provider: 'PAYPAL', transactionId: 'T-pay-1', payment: 'pay-1' },
    ...{ refund: undefined, refundId: undefined, sentAt: undefined, reason: 'Cancelled' },
  }
  t.strictSame(Object.keys(columns), Object.keys(expected))
  t.strictSame(rows, [expected])
})

t.test('a Refund shows its state, and takes its amount off what is due', async t => {
  const sent = refundOf(ada, {
    ...{ name: 'pay-1-1', paymentRef: 'pay-1', amount: '10' },
    status: { state: 'Sent', reason: 'OnItsWay', providerId: 'R1', sentAt: '2026-11-20T08:00:00Z' },
  })
  const reservations = [released('ada')]
  const payments = [paymentOf(ada, 'pay-1')]
  t.strictSame(await rowsOf({ orders: [ada], payments, reservations, refunds: [sent] }), [
    {
      ...{ order: 'ada', plan: 'early', state: 'Due', amount: '19.90', currency: 'EUR' },
      ...{ provider: 'PAYPAL', transactionId: 'T-pay-1', payment: 'pay-1' },
      ...{ refund: undefined, refundId: undefined, sentAt: undefined, reason: 'Cancelled' },
    },
    {
      ...{ order: 'ada', plan: 'early', state: 'Sent', amount: '10.00', currency: 'EUR' },
      ...{ provider: 'PAYPAL', transactionId: 'T-pay-1', payment: 'pay-1' },
      ...{ refund: 'pay-1-1', refundId: 'R1', sentAt: '2026-11-20T08:00:00Z', reason: 'OnItsWay' },
    },
  ])
  const settled = anOrder({ ...ada.spec, name: 'ada', status: { payment: 'REJECTED', quantity: 0 } })
  t.match(await rowsOf({ orders: [settled], refunds: [sent] }), [
    { state: 'Sent', provider: undefined, transactionId: undefined, payment: 'pay-1' },
  ])
})

t.test('money that is due comes first; then rows are in the order of orders, payments and refunds', async t => {
  const grace = cancelled('grace')
  const orders = [grace, ada]
  const payments = [
    paymentOf(grace, 'pay-3'),
    paymentOf(ada, 'pay-2', { occurredAt: '2026-11-20T08:00:00Z' }),
    paymentOf(ada, 'pay-1', { occurredAt: '2026-11-20T09:00:00Z' }),
  ]
  const failed = { state: 'Failed', reason: 'GatewayRefused' } as const
  const refunds = ['pay-1-2', 'pay-1-1'].map(name => refundOf(ada, { name, paymentRef: 'pay-1', status: failed }))
  const rows = await rowsOf({ orders, payments, refunds, reservations: [released('ada'), released('grace')] })
  t.strictSame(
    rows.map(({ order, payment, refund }) => [order, payment, refund]),
    [
      ['ada', 'pay-1', undefined],
      ['ada', 'pay-2', undefined],
      ['grace', 'pay-3', undefined],
      ['ada', 'pay-1', 'pay-1-1'],
      ['ada', 'pay-1', 'pay-1-2'],
    ],
  )
})
