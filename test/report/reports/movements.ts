import t from 'tap'
import { movedAt, movementsOf } from '../../../hooks/report/reports/movements.ts'
import { paymentStates } from '../../../hooks/schema/payment.ts'
import { aPayment, minuteAgo } from '../../fixtures/objects.ts'

const at = Date.parse(minuteAgo)
const nothing = { at, currency: 'EUR', received: 0n, refunded: 0n, disputed: 0n, fees: 0n }

t.test('each state moves money in its own way, and announced or denied money does not move', async t => {
  const signed = (state: string) => (['Refunded', 'Reversed'].includes(state) ? '-10.00' : '10.00')
  const moved = paymentStates.map(state => [state, movementsOf([aPayment({ state, gross: signed(state) })])])
  t.strictSame(Object.fromEntries(moved), {
    Completed: [{ ...nothing, received: 1000n }],
    Pending: [],
    Refunded: [{ ...nothing, refunded: 1000n }],
    Reversed: [{ ...nothing, disputed: 1000n }],
    ReversalCanceled: [{ ...nothing, disputed: -1000n }],
    Denied: [],
    RefundFailed: [],
  })
})

t.test('a refund that failed is back on the day on which it failed', async t => {
  const refunded = aPayment({ state: 'Refunded', transactionId: 'R1', gross: '-10.00' })
  const failed = aPayment({
    state: 'RefundFailed',
    transactionId: 'R1',
    gross: '10.00',
    occurredAt: '2026-12-01T08:00:00Z',
  })
  t.strictSame(movementsOf([failed, refunded]), [
    { ...nothing, at: Date.parse('2026-12-01T08:00:00Z'), refunded: -1000n },
    { ...nothing, refunded: 1000n },
  ])
})

t.test('fees count with their movement, and unreadable amounts do not count', async t => {
  t.strictSame(movementsOf([aPayment({ fee: '1.21' })]), [{ ...nothing, received: 2990n, fees: 121n }])
  t.strictSame(movementsOf([aPayment({ fee: '1.215' })]), [{ ...nothing, received: 2990n }])
  t.strictSame(movementsOf([aPayment({ gross: '29.905' })]), [])
  t.strictSame(movementsOf([aPayment({ currency: 'JPY', gross: '700', fee: '20' })]), [
    { ...nothing, currency: 'JPY', received: 700n, fees: 20n },
  ])
})

t.test('the time is that of the gateway, else of the record, else of the object', async t => {
  t.equal(movedAt(aPayment({ occurredAt: '2026-11-20T07:00:00Z' })), Date.parse('2026-11-20T07:00:00Z'))
  t.equal(movedAt(aPayment({ receivedAt: '2026-11-20T07:30:00Z' })), Date.parse('2026-11-20T07:30:00Z'))
  t.equal(movedAt(aPayment({ receivedAt: '2026-11-20T08:00:00+30:00' })), at, 'a time that 0.2.0 stored')
})
