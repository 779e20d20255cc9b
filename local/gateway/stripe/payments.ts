import type { StripePayment, StripeSession } from '../books.ts'
import type { World } from '../world.ts'
import { intentObject, sessionObject, sessionStatusOf } from './session-object.ts'

/** The choices of the buyer and the consequences, with the events that Stripe sends about them. */
export interface StripePayments {
  /** Ends sessions whose time is over. */
  expireOld(): void
  /** Pays an open session, at once or with money that arrives later. Another session stays as it is. */
  pay(session: StripeSession, how: 'card' | 'delayed'): void
  /** The card is declined, and the session stays open. */
  decline(session: StripeSession): void
  expire(session: StripeSession): void
  /** The money of a delayed payment arrives or fails. */
  settle(session: StripeSession, outcome: 'succeeded' | 'failed'): void
}

export function stripePayments(world: World, origin: () => string): StripePayments {
  const second = () => Math.floor(world.now() / 1000) * 1000

  function report(type: string, session: StripeSession, object: object): void {
    world.report({
      provider: 'stripe',
      type,
      namespace: session.metadata['namespace'] ?? '',
      object,
      live: session.live,
    })
  }

  const reportSession = (type: string, session: StripeSession) =>
    report(`checkout.session.${type}`, session, sessionObject(session, { origin: origin() }))
  const reportIntent = (type: string, session: StripeSession, payment: StripePayment) =>
    report(`payment_intent.${type}`, session, intentObject(session, payment))
  const newPayment = (state: StripePayment['state']) =>
    ({ intent: world.stripeId('pi'), charge: world.stripeId('ch'), state, at: second() }) satisfies StripePayment

  function expire(session: StripeSession): void {
    if (sessionStatusOf(session) !== 'open') return
    session.isExpired = true
    reportSession('expired', session)
  }

  return {
    expire,
    expireOld() {
      for (const session of Object.values(world.books.sessions)) if (session.expiresAt <= world.now()) expire(session)
    },
    pay(session, how) {
      if (sessionStatusOf(session) !== 'open') return
      const payment = newPayment(how === 'card' ? 'succeeded' : 'processing')
      session.payment = payment
      reportIntent(how === 'card' ? 'succeeded' : 'processing', session, payment)
      reportSession('completed', session)
    },
    decline(session) {
      if (sessionStatusOf(session) !== 'open') return
      session.declines += 1
      reportIntent('payment_failed', session, newPayment('failed'))
    },
    settle(session, outcome) {
      if (session.payment?.state !== 'processing') return
      session.payment.state = outcome
      session.payment.settledAt = second()
      reportIntent(outcome === 'succeeded' ? 'succeeded' : 'payment_failed', session, session.payment)
      reportSession(`async_payment_${outcome}`, session)
    },
  }
}
