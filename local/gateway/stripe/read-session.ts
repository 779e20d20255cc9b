import { refusalOfAmount } from '../../../hooks/gateway/limits.ts'
import { stripeAmount } from '../../../hooks/payment/stripe/amount.ts'
import type { StripeSession } from '../books.ts'
import type { PlayedAnswer, PlayedRequest } from '../server/exchange.ts'
import type { World } from '../world.ts'
import { readForm, textAt, textsAt } from './read-form.ts'
import { stripeRefusal } from './stripe-answer.ts'

const minuteMs = 60_000

/** Reads the parameters of a new session as Stripe does, or refuses them (Stripe API reference, Create a Session). */
export function readNewSession(request: PlayedRequest, world: World): StripeSession | PlayedAnswer {
  const form = readForm(request.body)
  const [item, price] = [
    ['line_items', '0'],
    ['line_items', '0', 'price_data'],
  ] as const
  const amount = Number(textAt(form, ...price, 'unit_amount')) * Number(textAt(form, ...item, 'quantity') ?? '1')
  const currency = textAt(form, ...price, 'currency') ?? ''
  const [successUrl, cancelUrl = ''] = [textAt(form, 'success_url'), textAt(form, 'cancel_url')]
  const created = Math.floor(world.now() / 1000) * 1000
  const expiresAt = Number(textAt(form, 'expires_at') ?? (created + 24 * 60 * minuteMs) / 1000) * 1000
  const methods = Object.values(textsAt(form, 'payment_method_types'))
  if (textAt(form, 'mode') !== 'payment') return refuse('mode', 'You must pass mode=payment')
  if (successUrl === undefined || !URL.canParse(successUrl)) return refuse('success_url', 'Not a valid URL')
  const refusal = amountRefusal(amount, currency) ?? lifeRefusal(expiresAt - created)
  if (refusal !== undefined) return refusal
  const reference = textAt(form, 'client_reference_id')
  const locale = textAt(form, 'locale')
  return {
    id: world.stripeId(isLive(request) ? 'cs_live' : 'cs_test'),
    created,
    expiresAt,
    live: isLive(request),
    amount,
    currency,
    title: textAt(form, ...price, 'product_data', 'name') ?? '',
    metadata: textsAt(form, 'metadata'),
    intentMetadata: textsAt(form, 'payment_intent_data', 'metadata'),
    successUrl,
    cancelUrl,
    ...(reference !== undefined && { reference }),
    ...(locale !== undefined && { locale }),
    ...(methods.length > 0 && { methods }),
    isExpired: false,
    declines: 0,
  }
}

function isLive({ headers }: PlayedRequest): boolean {
  return /k_live_/.test(headers.authorization ?? '')
}

function lifeRefusal(lifeMs: number): PlayedAnswer | undefined {
  if (lifeMs < 30 * minuteMs)
    return refuse('expires_at', 'It must be at least 30 minutes from Checkout Session creation')
  if (lifeMs > 24 * 60 * minuteMs)
    return refuse('expires_at', 'It must be at most 24 hours from Checkout Session creation')
  return Number.isNaN(lifeMs) ? refuse('expires_at', 'Invalid integer') : undefined
}

function amountRefusal(amount: number, currency: string): PlayedAnswer | undefined {
  try {
    const decimal = stripeAmount({ amount, currency }, { field: 'unit_amount', isReturned: false })
    const refusal = refusalOfAmount('STRIPE', decimal.gross, decimal.currency)
    if (refusal === undefined) return undefined
    const code = refusal.reason === 'minimum' ? 'amount_too_small' : 'amount_too_large'
    return stripeRefusal(400, { message: refusal.message, code })
  } catch {
    return refuse('unit_amount', `Invalid amount ${amount} of ${currency}`)
  }
}

function refuse(param: string, message: string): PlayedAnswer {
  return stripeRefusal(400, { message, param })
}
