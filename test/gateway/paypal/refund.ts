import t from 'tap'
import { orderIdOf, readPaypalRefund, refundBody } from '../../../hooks/gateway/paypal/refund.ts'
import { captureRefund } from '../../fixtures/payment/paypal-webhooks.ts'

const request = {
  key: 'r-1',
  order: { namespace: 'conf', name: 'order-1' },
  transactionId: '61E67681CH3238416',
  amount: '29.90',
  currency: 'EUR',
}

t.strictSame(
  refundBody(request),
  { amount: { currency_code: 'EUR', value: '29.90' }, invoice_id: 'r-1' },
  'a refund has its key as invoice_id',
)

t.test('the status decides whether money went back', async t => {
  const read = (more: object) => readPaypalRefund({ ...captureRefund, ...more }, request)
  const { id } = captureRefund
  t.strictSame(read({ create_time: '2027-01-05T18:00:00Z' }), {
    id,
    state: 'succeeded',
    fact: {
      provider: 'PAYPAL',
      transactionId: id,
      state: 'Refunded',
      gross: '-29.90',
      currency: 'EUR',
      occurredAt: '2027-01-05T18:00:00Z',
      parentTransactionId: request.transactionId,
    },
  })
  t.strictSame(read({ status: 'PENDING' }), { id, state: 'pending' })
  const fact = {
    provider: 'PAYPAL',
    transactionId: id,
    state: 'RefundFailed',
    gross: '29.90',
    currency: 'EUR',
    parentTransactionId: request.transactionId,
  }
  t.strictSame(read({ status: 'CANCELLED' }), { id, state: 'failed', message: 'CANCELLED', fact })
  t.strictSame(read({ status: 'FAILED', status_details: { reason: 'ECHECK' } }), {
    id,
    state: 'failed',
    message: 'ECHECK',
    fact,
  })
  t.throws(() => readPaypalRefund({ id }, request), /Cannot read the answer of PayPal: it must be complete/)
})

t.test('a capture names its order, or links to it', async t => {
  const up = (href: string) => ({ links: [{ rel: 'up', href }] })
  t.strictSame(
    [
      { supplementary_data: { related_ids: { order_id: '1W5313654M9708630' } } },
      up('https://api.paypal.com/v2/checkout/orders/1W5313654M9708630'),
      up('https://api.paypal.com/v2/payments/authorizations/1'),
      {},
    ].map(orderIdOf),
    ['1W5313654M9708630', '1W5313654M9708630', undefined, undefined],
  )
})
