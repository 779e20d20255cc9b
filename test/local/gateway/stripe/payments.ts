import t from 'tap'
import { stripePayments } from '../../../../local/gateway/stripe/payments.ts'
import { minute, start } from '../../../fixtures/gateway/played.ts'
import { addSession, origin, testWorld } from '../../../fixtures/gateway/world.ts'

function parts() {
  const { world, events, types } = testWorld()
  return { world, events, types, payments: stripePayments(world, () => origin), session: addSession(world) }
}

t.test('a card pays at once', async t => {
  const { payments, session, events, types } = parts()
  payments.pay(session, 'card')
  t.match(session.payment, { intent: /^pi_/, charge: /^ch_/, state: 'succeeded', at: start })
  t.strictSame(types(), ['payment_intent.succeeded', 'checkout.session.completed'])
  t.match(events[1], { provider: 'stripe', namespace: 'conf', live: false, object: { payment_status: 'paid' } })
  payments.pay(session, 'card')
  payments.decline(session)
  payments.expire(session)
  payments.settle(session, 'failed')
  t.equal(types().length, 2, 'a complete session stays as it is')
})

t.test('a delayed payment is settled later, once', async t => {
  for (const [outcome, intent] of [
    ['succeeded', 'succeeded'],
    ['failed', 'payment_failed'],
  ] as const) {
    const { world, payments, session, types } = parts()
    payments.pay(session, 'delayed')
    world.moveClock(minute)
    payments.settle(session, outcome)
    payments.settle(session, outcome)
    t.match(session.payment, { state: outcome, at: start, settledAt: start + minute })
    t.strictSame(types(), [
      'payment_intent.processing',
      'checkout.session.completed',
      `payment_intent.${intent}`,
      `checkout.session.async_payment_${outcome}`,
    ])
  }
})

t.test('a declined card leaves the session open', async t => {
  const { payments, session, types, events } = parts()
  payments.decline(session)
  t.strictSame([session.declines, session.payment, types()], [1, undefined, ['payment_intent.payment_failed']])
  t.match(events[0]?.object, { status: 'requires_payment_method' })
})

t.test('a session expires by a call or with its time, once', async t => {
  const { world, payments, session, types } = parts()
  const early = addSession(world, { id: 'cs_2', metadata: {} })
  payments.expire(early)
  payments.expireOld()
  t.strictSame([early.isExpired, session.isExpired], [true, false])
  world.moveClock(30 * minute)
  payments.expireOld()
  t.equal(session.isExpired, true)
  t.strictSame(types(), ['checkout.session.expired', 'checkout.session.expired'])
})
