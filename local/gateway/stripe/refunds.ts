import type { StripeRefund, StripeSession } from '../books.ts'
import type { World } from '../world.ts'
import { refundObject } from './refund-object.ts'

/** The refunds of Stripe with their consequences, and the events that Stripe sends about them. */
export interface StripeRefunds {
  /** Refunds a payment; the fate of refunds decides what becomes of it. */
  create(session: StripeSession, given: { amount: number; metadata: Record<string, string> }): StripeRefund
  /** A refund succeeds or fails, even one that succeeded before (Stripe, Refunds: failed refunds). */
  settle(refund: StripeRefund, outcome: 'succeeded' | 'failed'): void
  /** The refund as the API shows it. */
  show(refund: StripeRefund): object
}

export function stripeRefunds(world: World): StripeRefunds {
  const { sessions, stripeRefunds: refunds } = world.books
  const sessionOf = ({ session }: StripeRefund) => sessions[session] as StripeSession
  const show = (refund: StripeRefund) => refundObject(refund, sessionOf(refund))

  function report(type: string, refund: StripeRefund): void {
    const { live, metadata } = sessionOf(refund)
    const namespace = metadata['namespace'] ?? ''
    world.report({ provider: 'stripe', type, namespace, object: show(refund), live })
  }

  return {
    show,
    create(session, { amount, metadata }) {
      const created = Math.floor(world.now() / 1000) * 1000
      const status = world.refundFate
      const refund = { id: world.stripeId('re'), created, session: session.id, amount, metadata, status }
      refunds[refund.id] = refund
      report(status === 'failed' ? 'refund.failed' : 'refund.created', refund)
      return refund
    },
    settle(refund, outcome) {
      if (refund.status === outcome) return
      refund.status = outcome
      report(outcome === 'failed' ? 'refund.failed' : 'refund.updated', refund)
    },
  }
}
