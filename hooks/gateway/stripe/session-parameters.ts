import type { PaymentRequest } from '../gateway.ts'
import { cutText } from '../read-answer.ts'
import { writeStripeAmount } from './amount.ts'
import type { FormParameters } from './form.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/**
 * A session must live 30 minutes to 24 hours from its creation (Stripe API reference, Checkout Session: expires_at). The
 * margin is for clocks that differ and for repetitions, which must have equal parameters.
 */
const shortestLifeMs = 30 * minuteMs
const marginMs = 5 * minuteMs

/** The largest name of a product that a page of Checkout shows whole; PayPal has the same limit. */
const maxTitleBytes = 127

/** The details of the money, which show the outcome of a payment and its time. */
const details = 'payment_intent.latest_charge.balance_transaction'

/** The parameter with which a session is answered together with its money (Stripe API reference, Expanding responses). */
export const withDetails: FormParameters = { expand: [details] }

/**
 * The parameters of the Checkout Session for a request; `now` in ms since 1970. The order is named on the session and on
 * its payment intent, because refunds and intents otherwise name none. Only cards are offered unless money may arrive later:
 * without a list Stripe offers whatever the account has switched on.
 */
export function sessionParameters(request: PaymentRequest, now: number): FormParameters {
  const { key, order, title, amount, currency, returnUrl, cancelUrl, canPayLater, language } = request
  const metadata = { namespace: order.namespace, order: order.name, checkout: key }
  return {
    mode: 'payment',
    client_reference_id: `${order.namespace}/${order.name}`,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: writeStripeAmount(amount, currency),
          product_data: { name: cutText(title, maxTitleBytes) },
        },
      },
    ],
    // The amount of the buyer's page must be ours, in our currency.
    adaptive_pricing: { enabled: false },
    payment_method_types: canPayLater ? undefined : ['card'],
    metadata,
    payment_intent_data: { metadata },
    success_url: returnUrl,
    cancel_url: cancelUrl,
    expires_at: Math.floor(endOf(request, now) / 1000),
    locale: language,
    ...withDetails,
  }
}

/**
 * The end of the session. It depends on the time of the call only when the request comes so late that Stripe would refuse
 * the end of the first one.
 */
function endOf({ createdAt, until }: PaymentRequest, now: number): number {
  const early = createdAt + shortestLifeMs + marginMs
  const earliest = early >= now + shortestLifeMs ? early : now + shortestLifeMs + marginMs
  return Math.max(earliest, Math.min(until, createdAt + dayMs - marginMs))
}
