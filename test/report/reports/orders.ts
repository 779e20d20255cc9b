import t from 'tap'
import { reportOrders } from '../../../hooks/report/reports/orders.ts'
import { placedAtAnnotation } from '../../../hooks/schema/placed-at.ts'
import { anOrder, aPayment, aReservation, minuteAgo } from '../../fixtures/objects.ts'
import { ownedBy, readerOf, refundDue, type Stored } from '../../fixtures/report/snapshots.ts'

async function rowsOf(stored: Stored) {
  return (await reportOrders({ reader: readerOf(stored) })).rows
}

t.test('an order has its standing, its money and its times', async t => {
  const order = anOrder({
    name: 'ada',
    planRef: 'early',
    couponRef: 'campus',
    quantity: 2,
    status: {
      ...{ payment: 'PENDING', reason: 'AwaitingPayment', quantity: 0, total: '59.80', paid: '0.00', currency: 'EUR' },
      ...{ expiresAt: '2026-11-20T08:15:00Z', ...refundDue('False', 'NothingDue') },
    },
  })
  const { columns, rows } = await reportOrders({ reader: readerOf({ orders: [order] }) })
  const expected = {
    ...{ order: 'ada', plan: 'early', coupon: 'campus', status: 'PENDING', reason: 'AwaitingPayment', quantity: 2 },
    ...{ total: '59.80', paid: '0.00', refundDue: '0.00', currency: 'EUR', foreignDue: undefined },
    ...{ created: minuteAgo, expires: '2026-11-20T08:15:00Z' },
  }
  t.strictSame(Object.keys(columns), Object.keys(expected))
  t.strictSame(rows, [expected])
})

t.test('the money due is that of the report of the order, in its currency and in others', async t => {
  const status = { payment: 'REJECTED', reason: 'Cancelled', quantity: 0, currency: 'EUR' } as const
  const cancelled = anOrder({ cancelled: true, status: { ...status, ...refundDue('True') } })
  const payments = [
    aPayment({ metadata: ownedBy(cancelled) }),
    aPayment({ name: 'usd', gross: '5.00', currency: 'USD', metadata: ownedBy(cancelled) }),
    aPayment({ name: 'jpy', gross: '700', currency: 'JPY', metadata: ownedBy(cancelled) }),
  ]
  const reservations = [aReservation({ decision: 'Released', reason: 'Cancelled' })]
  t.match(await rowsOf({ orders: [cancelled], payments, reservations }), [
    { refundDue: '29.90', foreignDue: '700 JPY and 5.00 USD' },
  ])
  const [, dollars] = payments
  const foreignOnly = { orders: [cancelled], payments: dollars ? [dollars] : [], reservations }
  t.match(await rowsOf(foreignOnly), [{ refundDue: '0.00', foreignDue: '5.00 USD' }])
  t.match(await rowsOf({ orders: [cancelled], payments }), [{ refundDue: undefined }], 'nothing is decided yet')
})

t.test('an amount is missing while nobody knows it', async t => {
  const unknown = anOrder({ status: { payment: 'PENDING', quantity: 0, currency: 'EUR', ...refundDue('Unknown') } })
  const undecided = anOrder({ status: { payment: 'PENDING', quantity: 0, ...refundDue('False') } })
  for (const order of [unknown, undecided])
    t.match(await rowsOf({ orders: [order] }), [{ refundDue: undefined, foreignDue: undefined }])
  const { status: _, ...unanswered } = anOrder()
  t.match(await rowsOf({ orders: [unanswered] }), [{ status: 'PENDING', reason: 'Reserving', refundDue: undefined }])
})

t.test('the oldest order comes first, and a restored one keeps its time', async t => {
  const orders = [
    anOrder({ name: 'b' }),
    anOrder({ name: 'a' }),
    anOrder({ name: 'old', metadata: { annotations: { [placedAtAnnotation]: '2026-11-19T08:00:00Z' } } }),
  ]
  t.match(await rowsOf({ orders }), [
    { order: 'old', created: '2026-11-19T08:00:00Z' },
    { order: 'a', created: minuteAgo },
    { order: 'b', created: minuteAgo },
  ])
})
