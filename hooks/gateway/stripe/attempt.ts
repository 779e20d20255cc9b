import { type Json, objectOf, textOf } from '../../payment/body/json-object.ts'
import { isIgnored } from '../../payment/payment-report.ts'
import { readStripeFact } from '../../payment/stripe/fact.ts'
import { readStripeMovement } from '../../payment/stripe/movement.ts'
import { timestamp } from '../../rules/time.ts'
import type { Attempt, AttemptState, PaymentFact } from '../gateway.ts'
import { readAnswer, requireText } from '../read-answer.ts'

/** The event that reports what a session in this state shows; so its facts are those of Stripe's webhooks. */
const events: Partial<Record<AttemptState, string>> = {
  paid: 'checkout.session.completed',
  pending: 'checkout.session.completed',
  declined: 'checkout.session.async_payment_failed',
}

/** Reads a Checkout Session that is answered with its details. Throws a GatewayError. */
export function readSession(session: Json): Attempt {
  return readAnswer('Stripe', () => {
    const state = stateOf(session)
    const until = session['expires_at']
    return {
      id: requireText(session, 'id'),
      state,
      ...(state === 'open' && { url: requireText(session, 'url') }),
      facts: factsOf(session, events[state]),
      ...(state === 'open' && typeof until === 'number' && { until: until * 1000 }),
    }
  })
}

/** Stripe API reference, Checkout Session: status, payment_status; Payment Intent: status. */
function stateOf(session: Json): AttemptState {
  const status = requireText(session, 'status')
  if (status === 'open' || status === 'expired') return status
  if (session['payment_status'] !== 'unpaid') return 'paid'
  const intent = textOf(objectOf(session['payment_intent']), 'status')
  return intent === 'requires_payment_method' || intent === 'canceled' ? 'declined' : 'pending'
}

function factsOf(session: Json, type: string | undefined): PaymentFact[] {
  if (type === undefined) return []
  const event = { type, livemode: session['livemode'] === true, account: undefined, occurredAt: timeOf(session) }
  const fact = readStripeFact({ ...event, object: session })
  return isIgnored(fact) ? [] : [readStripeMovement({ ...event, object: session }, fact)]
}

/**
 * When the money moved: a delayed payment reaches the balance days after its charge (Stripe API reference, Balance
 * Transaction: created; Charge: created).
 */
function timeOf(session: Json): string | undefined {
  const charge = objectOf(objectOf(session['payment_intent'])?.['latest_charge'])
  const created = objectOf(charge?.['balance_transaction'])?.['created'] ?? charge?.['created']
  return typeof created === 'number' ? timestamp(created * 1000) : undefined
}
