import { stripeExponentOf } from '../payment/stripe/amount.ts'
import { amountInMinorUnits, decimal, exponentOf, payableUnit, withThreeDecimals } from '../rules/money.ts'
import type { Provider } from './gateway.ts'

/** The reason why a gateway would refuse an amount, for a program and in words. */
export interface AmountRefusal {
  reason: 'currency' | 'decimals' | 'minimum' | 'maximum'
  /** The smallest or the largest amount, as a decimal in the currency. */
  limit?: string
  message: string
}

/** The currencies of PayPal (PayPal REST APIs, Currency codes). The country of the account decides about some of them. */
const paypalCurrencies: readonly string[] =
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN RUB SEK SGD THB TWD USD'.split(' ')

/**
 * The smallest amounts of Stripe. For any other currency, Stripe converts the amount and compares it with the minimum of the
 * account's own currency (Stripe, Supported currencies: minimum and maximum charge amounts). So Stripe itself may still refuse
 * an amount.
 */
const stripeMinimums: Readonly<Record<string, string>> = {
  ...{ USD: '0.50', AED: '2.00', AUD: '0.50', BGN: '1.00', BRL: '0.50', CAD: '0.50', CHF: '0.50', CZK: '15.00' },
  ...{ DKK: '2.50', EUR: '0.50', GBP: '0.30', HKD: '4.00', HUF: '175.00', INR: '0.50', JPY: '50', MXN: '10.00' },
  ...{ MYR: '2.00', NOK: '3.00', NZD: '0.50', PLN: '2.00', RON: '2.00', SEK: '3.00', SGD: '0.50', THB: '10.00' },
}

/** The digits of the largest amount of Stripe in its smallest unit; 8 in other currencies (the same page). */
const stripeDigits: Readonly<Record<string, number>> = { IDR: 12, INR: 9, LBP: 14, COP: 13, HUF: 13, JPY: 13 }

/** The currencies of the world. Stripe takes nearly all of them; the country of the account decides about some. */
const knownCurrencies: readonly string[] = Intl.supportedValuesOf('currency')

/** PayPal takes at most 15 characters before the point; Payments hold 12 (PayPal, Orders API v2: purchase_unit.amount). */
const paypalUnitDigits = 12

/**
 * The reason why the gateway would refuse this amount (a decimal above 0), undefined if it takes it. The answer needs no
 * call, so the buyer learns it before leaving the shop.
 */
export function refusalOfAmount(provider: Provider, amount: string, currency: string): AmountRefusal | undefined {
  const name = provider === 'STRIPE' ? 'Stripe' : 'PayPal'
  const currencies = provider === 'STRIPE' ? knownCurrencies : paypalCurrencies
  if (!currencies.includes(currency)) {
    return { reason: 'currency', message: `${name} does not take ${currency}` }
  }
  const minor = amountInMinorUnits(amount, currency)
  const unit = unitOf(provider, currency)
  if (minor === undefined || minor % unit !== 0n) {
    const limit = decimal(unit, currency)
    return { reason: 'decimals', limit, message: `${name} takes whole multiples of ${limit} ${currency}` }
  }
  const smallest = minimumOf(provider, currency)
  if (minor < smallest) {
    const limit = decimal(smallest, currency)
    return { reason: 'minimum', limit, message: `${name} takes ${limit} ${currency} or more` }
  }
  const largest = maximumOf(provider, currency)
  if (minor <= largest) return undefined
  const limit = decimal(largest, currency)
  return { reason: 'maximum', limit, message: `${name} takes ${limit} ${currency} at most` }
}

/** Stripe charges HUF and TWD in hundredths, and only pays them out in whole units; PayPal takes whole units. */
function unitOf(provider: Provider, currency: string): bigint {
  if (provider === 'PAYPAL' || withThreeDecimals.includes(currency)) return payableUnit(currency)
  return 10n ** BigInt(Math.max(0, exponentOf(currency) - stripeExponentOf(currency)))
}

function minimumOf(provider: Provider, currency: string): bigint {
  const minimum = provider === 'STRIPE' ? stripeMinimums[currency] : undefined
  return (minimum === undefined ? undefined : amountInMinorUnits(minimum, currency)) ?? unitOf(provider, currency)
}

function maximumOf(provider: Provider, currency: string): bigint {
  const exponent = exponentOf(currency)
  const digits =
    provider === 'PAYPAL'
      ? paypalUnitDigits + exponent
      : (stripeDigits[currency] ?? 8) + exponent - stripeExponentOf(currency)
  return 10n ** BigInt(digits) - unitOf(provider, currency)
}
