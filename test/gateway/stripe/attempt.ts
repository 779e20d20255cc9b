import t from 'tap'
import { readSession } from '../../../hooks/gateway/stripe/attempt.ts'
import { session } from '../../fixtures/payment/stripe.ts'

const created = Date.parse('2027-01-05T18:00:00Z') / 1000
const charge = { object: 'charge', created, balance_transaction: { created: created + 86_400 } }
const intent = { id: 'pi_1', status: 'succeeded', latest_charge: charge }
const complete = { ...session, status: 'complete', payment_intent: intent }
const fact = { provider: 'STRIPE', transactionId: 'pi_1', gross: '29.90', currency: 'EUR' }

t.test('an open session has its page and its end', async t => {
  const open = { ...session, status: 'open', payment_status: 'unpaid', payment_intent: null, url: 'https://x/1' }
  t.strictSame(readSession({ ...open, expires_at: created }), {
    id: 'cs_1',
    state: 'open',
    url: 'https://x/1',
    facts: [],
    until: created * 1000,
  })
  t.strictSame(readSession(open), { id: 'cs_1', state: 'open', url: 'https://x/1', facts: [] })
})

t.test('an expired session moved no money', async t => {
  t.strictSame(readSession({ ...session, status: 'expired', url: null }), { id: 'cs_1', state: 'expired', facts: [] })
})

t.test('a paid session has the time at which the money reached the balance', async t => {
  const paid = { id: 'cs_1', state: 'paid' }
  const completed = { ...fact, state: 'Completed' }
  t.strictSame(readSession(complete), { ...paid, facts: [{ ...completed, occurredAt: '2027-01-06T18:00:00Z' }] })
  const unsettled = { ...intent, latest_charge: { ...charge, balance_transaction: null } }
  t.strictSame(readSession({ ...complete, payment_intent: unsettled }), {
    ...paid,
    facts: [{ ...completed, occurredAt: '2027-01-05T18:00:00Z' }],
  })
  t.strictSame(readSession({ ...complete, payment_intent: 'pi_1' }), { ...paid, facts: [completed] })
})

t.test('an unpaid session waits for money, or its money failed', async t => {
  const unpaid = (status: string) => ({
    ...complete,
    payment_status: 'unpaid',
    payment_intent: { id: 'pi_1', status, latest_charge: null },
  })
  for (const status of ['processing', 'requires_action', 'succeeded']) {
    t.strictSame(readSession(unpaid(status)), { id: 'cs_1', state: 'pending', facts: [{ ...fact, state: 'Pending' }] })
  }
  for (const status of ['requires_payment_method', 'canceled']) {
    t.strictSame(readSession(unpaid(status)), { id: 'cs_1', state: 'declined', facts: [{ ...fact, state: 'Denied' }] })
  }
})

t.test('a session that cost nothing is paid without a fact', async t => {
  const free = { ...complete, payment_status: 'no_payment_required', payment_intent: null }
  t.strictSame(readSession(free), { id: 'cs_1', state: 'paid', facts: [] })
})

t.test('after an unreadable session, nobody knows whether the call took effect', async t => {
  for (const broken of [{}, { ...complete, amount_total: '2990' }, { ...complete, payment_intent: null }]) {
    t.throws(() => readSession(broken), /Cannot read the answer of Stripe: it must be complete/)
  }
})
