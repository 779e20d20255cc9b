import t from 'tap'
import type { StripeEvent } from '../../../hooks/payment/stripe/event.ts'
import { readStripeFact } from '../../../hooks/payment/stripe/fact.ts'
import { dispute, intent, refund, session } from '../../fixtures/payment/stripe.ts'

const read = (type: string, object: StripeEvent['object']) =>
  readStripeFact({ type, livemode: true, account: undefined, occurredAt: undefined, object })

t.test('the events of a session and of its intent have one key', async t => {
  const key = 'pi_1'
  const unpaid = { ...session, payment_status: 'unpaid' }
  const table: [string, StripeEvent['object'], string, string][] = [
    ['checkout.session.completed', session, 'Completed', 'amount_total'],
    ['checkout.session.completed', unpaid, 'Pending', 'amount_total'],
    ['checkout.session.async_payment_succeeded', session, 'Completed', 'amount_total'],
    ['checkout.session.async_payment_failed', unpaid, 'Denied', 'amount_total'],
    ['payment_intent.succeeded', intent, 'Completed', 'amount_received'],
    ['payment_intent.processing', intent, 'Pending', 'amount'],
    ['payment_intent.payment_failed', intent, 'Denied', 'amount'],
    ['payment_intent.canceled', intent, 'Denied', 'amount'],
  ]
  for (const [type, object, state, field] of table) t.strictSame(read(type, object), { state, key, field }, type)
  t.match(read('checkout.session.completed', { ...session, payment_intent: intent }), { key }, 'an expanded intent')
  t.match(read('checkout.session.completed', { ...session, payment_intent: null }), { key: undefined })
})

t.test('each refund and each dispute has its own key, and names the payment that it takes back', async t => {
  const pending = { ...refund, status: 'pending' }
  const parentTransactionId = 'pi_1'
  const field = 'amount'
  const [back, failed, open, settled] = [
    { state: 'Refunded', key: 're_1', field, parentTransactionId },
    { state: 'RefundFailed', key: 're_1', field, parentTransactionId },
    { state: 'Reversed', key: 'dp_1', field, parentTransactionId },
    { state: 'ReversalCanceled', key: 'dp_1', field, parentTransactionId },
  ]
  const waits = { ignored: 'a refund that has not succeeded moves no money' }
  const lost = {
    ignored: 'a dispute was lost: the organizer decides what becomes of its order',
    alarm: 'dispute-lost',
  }
  const table: [string, StripeEvent['object'], object][] = [
    ['refund.created', refund, back],
    ['refund.created', pending, waits],
    ['refund.updated', refund, back],
    ['charge.refund.updated', refund, back],
    ['refund.failed', { ...refund, status: 'failed' }, failed],
    ['refund.updated', { ...refund, status: 'failed' }, failed],
    ['refund.updated', { ...refund, status: 'canceled' }, waits],
    ['charge.dispute.created', { ...dispute, status: 'needs_response' }, open],
    ['charge.dispute.funds_withdrawn', { ...dispute, status: 'under_review' }, open],
    ['charge.dispute.funds_reinstated', { ...dispute, status: 'won' }, settled],
    ['charge.dispute.closed', { ...dispute, status: 'won' }, settled],
    ['charge.dispute.closed', { ...dispute, status: 'warning_closed' }, settled],
    ['charge.dispute.closed', { ...dispute, status: 'lost' }, lost],
    [
      'charge.dispute.closed',
      { ...dispute, status: 'prevented' },
      { ignored: 'a dispute that is neither won nor lost changes nothing' },
    ],
  ]
  for (const [type, object, fact] of table) t.strictSame(read(type, object), fact, type)
})

t.test('an event that moves no money of an order is ignored', async t => {
  t.strictSame(read('checkout.session.completed', { ...session, payment_status: 'no_payment_required' }), {
    ignored: 'a session that needed no payment moves no money',
  })
  for (const type of ['checkout.session.expired', 'charge.refunded', 'charge.succeeded', 'customer.created']) {
    t.strictSame(read(type, {}), { ignored: `events of type ${type} are not recorded` }, type)
  }
  t.strictSame(read('x'.repeat(99), {}), { ignored: `events of type ${'x'.repeat(64)} are not recorded` })
})
