import type { StripePayment, StripeSession } from '../books.ts'

/** A session as the API and webhooks show it; with `isExpanded` the payment intent is an object with its charge. */
export function sessionObject(
  session: StripeSession,
  { origin, isExpanded = false }: { origin: string; isExpanded?: boolean },
): object {
  const { id, payment } = session
  const status = sessionStatusOf(session)
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    amount_subtotal: session.amount,
    amount_total: session.amount,
    cancel_url: session.cancelUrl,
    client_reference_id: session.reference ?? null,
    created: session.created / 1000,
    currency: session.currency,
    currency_conversion: null,
    expires_at: session.expiresAt / 1000,
    livemode: session.live,
    locale: session.locale ?? null,
    metadata: session.metadata,
    mode: 'payment',
    payment_intent: payment === undefined ? null : isExpanded ? intentObject(session, payment, true) : payment.intent,
    payment_method_types: session.methods ?? ['card', 'sepa_debit'],
    payment_status: payment?.state === 'succeeded' ? 'paid' : 'unpaid',
    status,
    success_url: session.successUrl,
    url: status === 'open' ? `${origin}/pay/stripe/${id}` : null,
  }
}

export function sessionStatusOf({ payment, isExpired }: StripeSession): 'open' | 'complete' | 'expired' {
  if (payment !== undefined) return 'complete'
  return isExpired ? 'expired' : 'open'
}

/** The payment intent of a session (Stripe API reference, Payment Intent). */
export function intentObject(session: StripeSession, payment: StripePayment, isExpanded = false): object {
  const { intent, charge, state, at } = payment
  const intentStatus = { processing: 'processing', succeeded: 'succeeded', failed: 'requires_payment_method' } as const
  return {
    id: intent,
    object: 'payment_intent',
    amount: session.amount,
    amount_received: state === 'succeeded' ? session.amount : 0,
    created: at / 1000,
    currency: session.currency,
    latest_charge: isExpanded ? chargeObject(session, payment) : charge,
    livemode: session.live,
    metadata: session.intentMetadata,
    status: intentStatus[state],
  }
}

function chargeObject(session: StripeSession, { charge, state, at, settledAt }: StripePayment): object {
  const status = { processing: 'pending', succeeded: 'succeeded', failed: 'failed' } as const
  const balance = {
    object: 'balance_transaction',
    id: charge.replace('ch_', 'txn_'),
    created: (settledAt ?? at) / 1000,
  }
  return {
    id: charge,
    object: 'charge',
    amount: session.amount,
    balance_transaction: state === 'succeeded' ? balance : null,
    created: at / 1000,
    currency: session.currency,
    status: status[state],
  }
}
