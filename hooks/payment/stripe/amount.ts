import { decimal, exponentOf } from '../../rules/money.ts'
import { Refusal } from '../refusal.ts'

// Stripe counts three currencies in other units than ISO 4217: MGA in whole ariary, and ISK and UGX, which lost their
// decimals, in hundredths that are always 00 (Stripe, Supported currencies: zero-decimal currencies, special cases).
const stripeExponents: Record<string, number> = { MGA: 0, ISK: 2, UGX: 2 }

/** How many digits an amount of the currency has behind the point at Stripe: EUR 2, JPY 0, ISK 2. */
export function stripeExponentOf(currency: string): number {
  return stripeExponents[currency] ?? exponentOf(currency)
}

/**
 * Stripe's { amount: 2990, currency: "eur" } → { gross: "29.90", currency: "EUR" }; a returned amount is negative.
 * Throws a Refusal that names the field unless it is a whole number of the currency's smallest unit.
 */
export function stripeAmount(
  { amount, currency: code }: { amount: unknown; currency: unknown },
  { field, isReturned }: { field: string; isReturned: boolean },
): { gross: string; currency: string } {
  if (typeof code !== 'string' || !/^[a-z]{3}$/.test(code)) {
    throw new Refusal('malformed', 'Cannot read currency: it must be three lower-case letters such as eur')
  }
  const currency = code.toUpperCase()
  const minor = minorUnits(amount, currency)
  if (minor === undefined || minor < 0n || minor >= 10n ** BigInt(12 + exponentOf(currency))) {
    throw new Refusal(
      'malformed',
      `Cannot read ${field}: it must be a whole number of the smallest unit of ${currency}`,
    )
  }
  if (isReturned && minor === 0n)
    throw new Refusal('malformed', `Cannot read ${field}: it must not be 0 when money went back`)
  return { gross: decimal(isReturned ? -minor : minor, currency), currency }
}

function minorUnits(amount: unknown, currency: string): bigint | undefined {
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount)) return undefined
  const exponent = exponentOf(currency)
  const given = stripeExponentOf(currency)
  if (given <= exponent) return BigInt(amount) * 10n ** BigInt(exponent - given)
  const divisor = 10n ** BigInt(given - exponent)
  return BigInt(amount) % divisor === 0n ? BigInt(amount) / divisor : undefined
}
