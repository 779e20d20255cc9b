import t from 'tap'
import type { StripePayment } from '../../../../local/gateway/books.ts'
import { intentObject, sessionObject, sessionStatusOf } from '../../../../local/gateway/stripe/session-object.ts'
import { minute, start } from '../../../fixtures/gateway/played.ts'
import { addSession, origin, testWorld } from '../../../fixtures/gateway/world.ts'

const { world } = testWorld()
const payment: StripePayment = { intent: 'pi_1', charge: 'ch_1', state: 'succeeded', at: start }

t.test('an open session has its page', async t => {
  t.strictSame(sessionObject(addSession(world), { origin }), {
    id: 'cs_1',
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    amount_subtotal: 2990,
    amount_total: 2990,
    cancel_url: 'http://127.0.0.1:3080/',
    client_reference_id: 'conf/order-1',
    created: start / 1000,
    currency: 'eur',
    currency_conversion: null,
    expires_at: (start + 30 * minute) / 1000,
    livemode: false,
    locale: null,
    metadata: { namespace: 'conf', order: 'order-1' },
    mode: 'payment',
    payment_intent: null,
    payment_method_types: ['card', 'sepa_debit'],
    payment_status: 'unpaid',
    status: 'open',
    success_url: 'http://127.0.0.1:3080/back?session={CHECKOUT_SESSION_ID}',
    url: `${origin}/pay/stripe/cs_1`,
  })
})

t.test('a session is open, complete or expired', async t => {
  const { reference: _, ...plain } = addSession(world, { isExpired: true, locale: 'de', methods: ['card'] })
  t.equal(sessionStatusOf(plain), 'expired')
  t.match(sessionObject(plain, { origin }), {
    client_reference_id: null,
    locale: 'de',
    payment_method_types: ['card'],
    status: 'expired',
    url: null,
  })
  const complete = addSession(world, { payment })
  t.match(sessionObject(complete, { origin }), { payment_intent: 'pi_1', payment_status: 'paid', status: 'complete' })
  t.match(sessionObject(complete, { origin, isExpanded: true }), {
    payment_intent: { id: 'pi_1', latest_charge: { id: 'ch_1', balance_transaction: { id: 'txn_1' } } },
  })
})

t.test('an intent shows what became of the money', async t => {
  const session = addSession(world)
  t.strictSame(intentObject(session, payment), {
    id: 'pi_1',
    object: 'payment_intent',
    amount: 2990,
    amount_received: 2990,
    created: start / 1000,
    currency: 'eur',
    latest_charge: 'ch_1',
    livemode: false,
    metadata: { namespace: 'conf', order: 'order-1' },
    status: 'succeeded',
  })
  const settled = { ...payment, settledAt: start + minute }
  t.match(intentObject(session, settled, true), {
    latest_charge: {
      id: 'ch_1',
      object: 'charge',
      amount: 2990,
      balance_transaction: { created: (start + minute) / 1000 },
      created: start / 1000,
      status: 'succeeded',
    },
  })
  t.match(intentObject(session, payment, true), { latest_charge: { balance_transaction: { created: start / 1000 } } })
  t.match(intentObject(session, { ...payment, state: 'failed' }, true), {
    amount_received: 0,
    latest_charge: { balance_transaction: null, status: 'failed' },
    status: 'requires_payment_method',
  })
  t.match(intentObject(session, { ...payment, state: 'processing' }, true), {
    latest_charge: { status: 'pending' },
    status: 'processing',
  })
})
