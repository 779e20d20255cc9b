import t from 'tap'
import { reportPayments } from '../../../hooks/report/reports/payments.ts'
import { anOrder, aPayment, minuteAgo } from '../../fixtures/objects.ts'
import { ownedBy, readerOf } from '../../fixtures/report/snapshots.ts'

const ada = anOrder({ name: 'ada', planRef: 'early' })

t.test('a payment has the plan of its order, its gateway, its amounts and its times', async t => {
  const payment = aPayment({
    ...{ orderRef: 'ada', transactionId: 'R1', parentTransactionId: 'T1', state: 'Refunded', metadata: ownedBy(ada) },
    ...{ gross: '-10', fee: '-0.5', occurredAt: '2026-11-20T07:00:00Z' },
  })
  const { columns, rows } = await reportPayments({ reader: readerOf({ orders: [ada], payments: [payment] }) })
  const expected = {
    ...{ order: 'ada', plan: 'early', provider: 'PAYPAL', transactionId: 'R1', parentTransactionId: 'T1' },
    ...{ state: 'Refunded', gross: '-10.00', fee: '-0.50', currency: 'EUR' },
    ...{ occurredAt: '2026-11-20T07:00:00Z', receivedAt: minuteAgo },
  }
  t.strictSame(Object.keys(columns), Object.keys(expected))
  t.strictSame(rows, [expected])
})

t.test('an amount that its currency cannot express stays as it is, and a lost order has no plan', async t => {
  const payments = [aPayment({ gross: '29.905', metadata: ownedBy(anOrder({ name: 'gone' })) })]
  t.match((await reportPayments({ reader: readerOf({ payments }) })).rows, [
    { plan: undefined, gross: '29.905', fee: undefined },
  ])
})

t.test('payments are in the order of their times, then of gateway, transaction and state', async t => {
  const payments = [
    aPayment({ name: 'T3', occurredAt: '2026-11-20T09:00:00Z' }),
    aPayment({ name: 'T2', occurredAt: '2026-11-20T09:30:00+02:00' }),
    aPayment({ name: 'T1' }),
    aPayment({ name: 'T0', provider: 'STRIPE' }),
    aPayment({ name: 'T0', state: 'Pending' }),
    aPayment({ name: 'T0' }),
  ]
  const { rows } = await reportPayments({ reader: readerOf({ payments }) })
  t.strictSame(
    rows.map(({ provider, transactionId, state }) => `${provider} ${transactionId} ${state}`),
    [
      ...['PAYPAL T2 Completed', 'PAYPAL T0 Completed', 'PAYPAL T0 Pending', 'PAYPAL T1 Completed'],
      ...['STRIPE T0 Completed', 'PAYPAL T3 Completed'],
    ],
  )
})
