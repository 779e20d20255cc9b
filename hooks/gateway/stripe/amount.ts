import { stripeExponentOf } from '../../payment/stripe/amount.ts'
import { amountInMinorUnits, exponentOf } from '../../rules/money.ts'
import { GatewayError } from '../gateway-error.ts'

/**
 * "29.90" in EUR → 2990, the inverse of the reading of Stripe's amounts (Stripe, Supported currencies: minor units in API
 * amounts). Throws a GatewayError unless the amount is a whole number of Stripe's smallest unit.
 */
export function writeStripeAmount(amount: string, currency: string): number {
  const minor = amountInMinorUnits(amount, currency)
  const factor = stripeExponentOf(currency) - exponentOf(currency)
  const divisor = 10n ** BigInt(Math.max(0, -factor))
  if (minor === undefined || minor % divisor !== 0n) {
    const must = `it must be a whole number of the smallest unit of ${currency}`
    throw new GatewayError('refused', `Cannot send the amount "${amount}": ${must}`, { code: 'amount' })
  }
  return Number((minor * 10n ** BigInt(Math.max(0, factor))) / divisor)
}
