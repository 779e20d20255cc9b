import { refusalOfAmount } from '../../../hooks/gateway/limits.ts'
import { type Json, objectOf, textOf } from '../../../hooks/payment/body/json-object.ts'
import type { PaypalOrder } from '../books.ts'
import type { PlayedAnswer, PlayedRequest } from '../server/exchange.ts'
import type { World } from '../world.ts'
import { paypalRefusal, unprocessable } from './paypal-answer.ts'

/** Reads the body of a new order as PayPal does, or refuses it (PayPal, Orders API v2: create order). */
export function readNewOrder({ body, headers }: PlayedRequest, world: World): PaypalOrder | PlayedAnswer {
  const order = parse(body)
  const unit = objectOf(Array.isArray(order['purchase_units']) ? order['purchase_units'][0] : undefined)
  const amount = objectOf(unit?.['amount'])
  const [value, currency] = [textOf(amount, 'value'), textOf(amount, 'currency_code')]
  const context = objectOf(objectOf(objectOf(order['payment_source'])?.['paypal'])?.['experience_context'])
  const [returnUrl, cancelUrl] = [textOf(context, 'return_url'), textOf(context, 'cancel_url')]
  if (order['intent'] !== 'CAPTURE') return refuse('INVALID_PARAMETER_VALUE', 'intent must be CAPTURE')
  if (value === undefined || currency === undefined) return refuse('MISSING_REQUIRED_PARAMETER', 'amount is required')
  if (context !== undefined && headers['paypal-request-id'] === undefined) {
    return refuse('PAYPAL_REQUEST_ID_REQUIRED', 'A PayPal-Request-Id is required with a payment source')
  }
  if (returnUrl === undefined || cancelUrl === undefined) {
    return refuse('MISSING_REQUIRED_PARAMETER', 'return_url and cancel_url are required')
  }
  const refusal = amountRefusal(value, currency)
  if (refusal !== undefined) return refusal
  const [title, custom, invoice] = ['description', 'custom_id', 'invoice_id'].map(name => textOf(unit, name))
  return {
    id: world.paypalId(),
    created: Math.floor(world.now() / 1000) * 1000,
    value,
    currency,
    ...(title !== undefined && { title }),
    ...(custom !== undefined && { custom }),
    ...(invoice !== undefined && { invoice }),
    returnUrl,
    cancelUrl,
    canPayLater: context?.['payment_method_preference'] !== 'IMMEDIATE_PAYMENT_REQUIRED',
    isApproved: false,
    funding: 'good',
  }
}

/** The amount of an order or of a refund in its currency, if PayPal takes it. HUF, JPY and TWD have no decimals. */
export function amountRefusal(value: string, currency: string): PlayedAnswer | undefined {
  const refusal = refusalOfAmount('PAYPAL', value, currency)
  if (refusal?.reason === 'currency') return unprocessable('CURRENCY_NOT_SUPPORTED', refusal.message)
  const hasPoint = ['HUF', 'JPY', 'TWD'].includes(currency) && value.includes('.')
  if (refusal?.reason === 'decimals' || hasPoint) return unprocessable('DECIMAL_PRECISION', 'Too many decimals')
  return refusal && unprocessable('CANNOT_BE_ZERO_OR_NEGATIVE', refusal.message)
}

/** The JSON object of a body; an empty one for anything else. */
export function parse(body: string): Json {
  try {
    return objectOf(JSON.parse(body)) ?? {}
  } catch {
    return {}
  }
}

function refuse(issue: string, description: string): PlayedAnswer {
  return paypalRefusal(400, { name: 'INVALID_REQUEST', issue, description })
}
