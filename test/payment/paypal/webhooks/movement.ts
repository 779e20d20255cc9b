import t from 'tap'
import { readPaypalMovement } from '../../../../hooks/payment/paypal/webhooks/movement.ts'
import { Refusal } from '../../../../hooks/payment/refusal.ts'
import { capture, captureRefund } from '../../../fixtures/payment/paypal-webhooks.ts'

t.test('a capture has its amount, its time and its fee', async t => {
  const fee = (currency_code: string) => ({ paypal_fee: { value: '1.05', currency_code } })
  const known = {
    provider: 'PAYPAL',
    transactionId: '61E67681CH3238416',
    state: 'Completed',
    gross: '29.90',
    currency: 'EUR',
  }
  const timed = { ...capture, create_time: '2027-01-05T18:00:00.123Z', seller_receivable_breakdown: fee('EUR') }
  t.strictSame(readPaypalMovement(timed, { state: 'Completed' }), {
    ...known,
    occurredAt: '2027-01-05T18:00:00Z',
    fee: '1.05',
  })
  const untimed = { ...capture, create_time: 'soon', seller_receivable_breakdown: fee('USD') }
  t.strictSame(readPaypalMovement(untimed, { state: 'Completed' }), known, 'a fee in another currency is left out')
})

t.test('a refund is negative and names its capture', async t => {
  t.strictSame(readPaypalMovement(captureRefund, { state: 'Refunded', parentTransactionId: '61E67681CH3238416' }), {
    provider: 'PAYPAL',
    transactionId: '1Y107995YT783435V',
    state: 'Refunded',
    gross: '-29.90',
    currency: 'EUR',
    parentTransactionId: '61E67681CH3238416',
  })
})

t.test('a resource without an id or an amount is refused, the id first', async t => {
  const noId = new Refusal(
    'malformed',
    'Cannot read resource.id: it must be 1 to 255 printable ASCII characters without spaces',
  )
  t.throws(() => readPaypalMovement({}, { state: 'Completed' }), noId)
  const noAmount = new Refusal(
    'malformed',
    'Cannot read amount.currency_code "": it must be a code of three capitals such as EUR',
  )
  t.throws(() => readPaypalMovement({ id: 'X' }, { state: 'Completed' }), noAmount)
  const noValue = { id: 'X', amount: { currency_code: 'EUR' } }
  t.throws(() => readPaypalMovement(noValue, { state: 'Completed' }), /Cannot read amount.value/)
})
