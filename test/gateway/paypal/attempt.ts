import t from 'tap'
import { keyOfOrder, readOrder, refundsOf } from '../../../hooks/gateway/paypal/attempt.ts'
import { capture } from '../../fixtures/payment/paypal-webhooks.ts'

const links = [
  { rel: 'self', href: 'https://x/self' },
  { rel: 'payer-action', href: 'https://x/pay' },
]
const order = { id: 'O1', status: 'PAYER_ACTION_REQUIRED', links, purchase_units: [{ invoice_id: 'k-1' }] }
const captured = (status: string, more: object = {}) => ({
  ...order,
  status: 'COMPLETED',
  purchase_units: [{ payments: { captures: [{ ...capture, status }], ...more } }],
})

t.test('an open order has its page, and its end three hours after its creation', async t => {
  const open = { id: 'O1', state: 'open', facts: [], url: 'https://x/pay' }
  t.strictSame(readOrder({ ...order, create_time: '2027-01-05T18:00:00Z' }), {
    ...open,
    until: Date.parse('2027-01-05T21:00:00Z'),
  })
  const old = [{ rel: 'approve', href: 'https://x/pay' }]
  for (const status of ['CREATED', 'SAVED']) t.strictSame(readOrder({ ...order, status, links: old }), open)
})

t.test('an order without a capture moved no money', async t => {
  t.strictSame(readOrder({ ...order, status: 'APPROVED' }), { id: 'O1', state: 'approved', facts: [] })
  t.strictSame(readOrder({ ...order, status: 'VOIDED' }), { id: 'O1', state: 'expired', facts: [] })
})

t.test('the capture decides once it exists', async t => {
  const fact = { provider: 'PAYPAL', transactionId: capture.id, gross: '29.90', currency: 'EUR' }
  const table: [string, string, string][] = [
    ['COMPLETED', 'paid', 'Completed'],
    ['PARTIALLY_REFUNDED', 'paid', 'Completed'],
    ['REFUNDED', 'paid', 'Completed'],
    ['PENDING', 'pending', 'Pending'],
    ['DECLINED', 'declined', 'Denied'],
    ['FAILED', 'declined', 'Denied'],
  ]
  for (const [status, state, payment] of table) {
    t.strictSame(
      readOrder(captured(status)),
      { id: 'O1', state, facts: [{ ...fact, state: payment, provider: 'PAYPAL' }] },
      status,
    )
  }
})

t.test('after an unreadable order, nobody knows whether the call took effect', async t => {
  const broken = [{}, { id: 'O1' }, { ...order, links: [] }, { ...order, status: 'NEW' }, captured('NEW')]
  for (const one of broken) {
    t.throws(() => readOrder(one), /Cannot read the answer of PayPal: it must be complete/)
  }
})

t.test('the key and the refunds of an order are read', async t => {
  t.strictSame([keyOfOrder(order), keyOfOrder({})], ['k-1', undefined])
  t.strictSame(refundsOf(captured('REFUNDED', { refunds: [{ id: 'R1' }, 'no object'] })), [{ id: 'R1' }, {}])
  t.strictSame(refundsOf(order), [])
})
