import t from 'tap'
import type { StripeRefund } from '../../../../local/gateway/books.ts'
import { refundableOf, refundObject } from '../../../../local/gateway/stripe/refund-object.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { addSession, testWorld } from '../../../fixtures/gateway/world.ts'

const { world } = testWorld()
const refund: StripeRefund = {
  id: 're_1',
  created: start,
  session: 'cs_1',
  amount: 1000,
  metadata: { refund: 'r-1' },
  status: 'succeeded',
}

t.test('a refund names its payment, and the reason of a failure', async t => {
  const session = addSession(world, { payment: { intent: 'pi_1', charge: 'ch_1', state: 'succeeded', at: start } })
  t.strictSame(refundObject(refund, session), {
    id: 're_1',
    object: 'refund',
    amount: 1000,
    charge: 'ch_1',
    created: start / 1000,
    currency: 'eur',
    metadata: { refund: 'r-1' },
    payment_intent: 'pi_1',
    status: 'succeeded',
  })
  t.match(refundObject({ ...refund, status: 'failed' }, session), { failure_reason: 'expired_or_canceled_card' })
  t.match(refundObject(refund, addSession(world)), { charge: null, payment_intent: null })
})

t.test('a refund that failed took nothing', async t => {
  const session = addSession(world)
  const others: StripeRefund[] = [
    refund,
    { ...refund, status: 'pending', amount: 90 },
    { ...refund, status: 'failed', amount: 500 },
    { ...refund, session: 'cs_2', amount: 500 },
  ]
  t.equal(refundableOf(session, others), 1900)
})
