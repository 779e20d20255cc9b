import type { StripeRefund, StripeSession } from '../books.ts'

/** A refund as the API and webhooks show it (Stripe API reference, Refund). */
export function refundObject(refund: StripeRefund, session: StripeSession): object {
  const { id, created, amount, metadata, status } = refund
  return {
    id,
    object: 'refund',
    amount,
    charge: session.payment?.charge ?? null,
    created: created / 1000,
    currency: session.currency,
    metadata,
    payment_intent: session.payment?.intent ?? null,
    status,
    ...(status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
  }
}

/** The money of a payment that no refund takes back, in Stripe's smallest unit. */
export function refundableOf(session: StripeSession, refunds: readonly StripeRefund[]): number {
  const taken = refunds.filter(one => one.session === session.id && one.status !== 'failed')
  return session.amount - taken.reduce((sum, { amount }) => sum + amount, 0)
}
