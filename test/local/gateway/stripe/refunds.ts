import t from 'tap'
import { stripeRefunds } from '../../../../local/gateway/stripe/refunds.ts'
import { start } from '../../../fixtures/gateway/played.ts'
import { addSession, testWorld } from '../../../fixtures/gateway/world.ts'

t.test('the fate decides about a refund, and it can change later', async t => {
  const { world, events, types } = testWorld()
  const refunds = stripeRefunds(world)
  const session = addSession(world)
  const sent = refunds.create(session, { amount: 1000, metadata: { refund: 'r-1' } })
  t.strictSame(world.books.stripeRefunds, { [sent.id]: sent })
  t.match(sent, { id: /^re_/, created: start, session: 'cs_1', amount: 1000, status: 'succeeded' })
  t.match(events[0], { type: 'refund.created', namespace: 'conf', object: refunds.show(sent) })
  refunds.settle(sent, 'succeeded')
  t.equal(types().length, 1, 'nothing changed')
  refunds.settle(sent, 'failed')
  world.refundFate = 'failed'
  refunds.create(session, { amount: 1, metadata: {} })
  world.refundFate = 'pending'
  refunds.settle(refunds.create(addSession(world, { metadata: {} }), { amount: 1, metadata: {} }), 'succeeded')
  t.strictSame(types().slice(1), ['refund.failed', 'refund.failed', 'refund.created', 'refund.updated'])
  t.equal(events.at(-1)?.namespace, '', 'a session without metadata names no conference')
})
