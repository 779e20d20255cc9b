import { amountInMinorUnits, decimal, exponentOf, withoutDecimalsAtGateways } from '../../rules/money.ts'
import type { PaymentRequest } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { cutText } from '../read-answer.ts'

/** The languages of PayPal's pages are of five characters (PayPal, Orders API v2: experience_context.locale). */
const locales = { en: 'en-US', de: 'de-DE', it: 'it-IT' } as const

/** The longest description and the longest ids of a purchase unit (PayPal, Orders API v2: purchase_unit_request). */
const maxTextBytes = 127

/** The body that creates an order for a request (PayPal, Orders API v2: create order). */
export function orderBody(request: PaymentRequest): object {
  const { key, order, title, amount, currency, returnUrl, cancelUrl, canPayLater, language } = request
  return {
    intent: 'CAPTURE',
    purchase_units: [
      {
        amount: paypalAmount(amount, currency),
        description: cutText(title, maxTextBytes),
        custom_id: `${order.namespace}/${order.name}`,
        invoice_id: key,
      },
    ],
    payment_source: {
      paypal: {
        experience_context: {
          return_url: returnUrl,
          cancel_url: cancelUrl,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          ...(language !== undefined && { locale: locales[language] }),
          ...(!canPayLater && { payment_method_preference: 'IMMEDIATE_PAYMENT_REQUIRED' }),
        },
      },
    },
  }
}

/**
 * "29.9" in EUR → { value: "29.90", currency_code: "EUR" }. HUF, JPY and TWD have no decimals at PayPal (Currency codes).
 * Throws a GatewayError if the amount has decimals that it cannot have.
 */
export function paypalAmount(amount: string, currency: string): { currency_code: string; value: string } {
  const minor = amountInMinorUnits(amount, currency)
  const text = minor === undefined ? undefined : decimal(minor, currency)
  const isWhole = withoutDecimalsAtGateways.includes(currency)
  const value = isWhole ? text?.replace(/\.0+$/, '') : text
  if (value !== undefined && (!isWhole || !value.includes('.'))) return { currency_code: currency, value }
  const decimals = isWhole ? 0 : exponentOf(currency)
  const must = `it must be a number with at most ${decimals} decimals`
  throw new GatewayError('refused', `Cannot send the amount "${amount}" in ${currency}: ${must}`, { code: 'amount' })
}
