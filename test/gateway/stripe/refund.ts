import t from 'tap'
import { isRefundOf, readStripeRefund, refundParameters } from '../../../hooks/gateway/stripe/refund.ts'
import { refund } from '../../fixtures/payment/stripe.ts'

const request = {
  key: 'r-1',
  order: { namespace: 'conf', name: 'order-1' },
  transactionId: 'pi_1',
  amount: '29.90',
  currency: 'EUR',
}

t.strictSame(
  refundParameters(request),
  { payment_intent: 'pi_1', amount: 2990, metadata: { namespace: 'conf', order: 'order-1', refund: 'r-1' } },
  'a refund names the order and its key',
)

t.strictSame(
  [{ metadata: { refund: 'r-1' } }, { metadata: { refund: 'r-2' } }, {}].map(one => isRefundOf(one, 'r-1')),
  [true, false, false],
  'a refund is found by its key',
)

t.test('the status decides whether money went back', async t => {
  const fact = {
    provider: 'STRIPE',
    transactionId: 're_1',
    state: 'Refunded',
    gross: '-29.90',
    currency: 'EUR',
    parentTransactionId: 'pi_1',
  }
  const created = Date.parse('2027-01-05T18:00:00Z') / 1000
  t.strictSame(readStripeRefund({ ...refund, created }), {
    id: 're_1',
    state: 'succeeded',
    fact: { ...fact, occurredAt: '2027-01-05T18:00:00Z' },
  })
  t.strictSame(readStripeRefund(refund), { id: 're_1', state: 'succeeded', fact })
  for (const status of ['pending', 'requires_action']) {
    t.strictSame(readStripeRefund({ ...refund, status }), { id: 're_1', state: 'pending' })
  }
  t.strictSame(readStripeRefund({ ...refund, status: 'canceled' }), {
    id: 're_1',
    state: 'failed',
    message: 'canceled',
  })
  t.strictSame(readStripeRefund({ ...refund, status: 'failed', failure_reason: 'declined' }), {
    id: 're_1',
    state: 'failed',
    message: 'declined',
    fact: { ...fact, state: 'RefundFailed', gross: '29.90' },
  })
  t.throws(() => readStripeRefund({ id: 're_1' }), /Cannot read the answer of Stripe: it must be complete/)
})
