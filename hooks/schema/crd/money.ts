import Type from 'typebox'
import { priceTolerance, withoutDecimals, withoutDecimalsAtGateways } from '../../rules/money.ts'
import { type FieldOptions, fieldOptions, type Rule, text } from './structural.ts'

// With multipleOf: 0.01 the API server would refuse whole numbers, so a rule compares the price with the nearest amount of
// cents. A whole number of cents divided by 100 is the double that JSON reads. Only a price of exactly 0 is free.
// priceInMinorUnits accepts the same prices.
const cents = 'double(int(self * 100.0 + 0.5)) / 100.0'
const twoDecimals: Rule = {
  rule: `self - ${cents} < ${priceTolerance} && ${cents} - self < ${priceTolerance} && (self == 0.0 || self > 0.001)`,
  message: 'must have at most two decimals',
}

/** Currencies in which the price of a plan is a whole number: they have no decimals, or gateways refuse these. */
export const wholePriceCurrencies: readonly string[] = [...withoutDecimals, ...withoutDecimalsAtGateways]

/** A price in a manifest: a plain number such as 29.90, at least 0, at most two decimals. */
export function price(options: FieldOptions) {
  const rules = [twoDecimals, ...(options.rules ?? [])]
  return Type.Number({ minimum: 0, maximum: 1_000_000_000, ...fieldOptions({ ...options, rules }) })
}

/** The price if the API server accepts it; otherwise the nearest price that it accepts. */
export function storablePrice(price: number): number {
  const nearest = nearestCents(price)
  const isAccepted = Math.abs(price - nearest) < priceTolerance && (nearest !== 0 || price === 0)
  return isAccepted ? price : nearest
}

/**
 * The price if the API server accepts it for a new plan in the currency; otherwise the next lower price that it accepts, but
 * not 0. Earlier orders state the earlier price, and a higher price of the plan would refuse those that are paid late.
 */
export function storablePlanPrice(price: number, currency: string): number {
  const inCents = storablePrice(price)
  if (!wholePriceCurrencies.includes(currency) || Number.isInteger(inCents)) return inCents
  return Math.max(1, Math.floor(nearestCents(inCents)))
}

function nearestCents(price: number): number {
  return Math.round(price * 100) / 100
}

/** An amount in a status or a payment: a signed decimal string such as "-10.00". */
export function amount(options: FieldOptions & { pattern?: string }) {
  return decimalText(12, options)
}

/** A sum of amounts, with room for a million of the largest amounts. */
export function sum(options: FieldOptions) {
  return decimalText(18, options)
}

/** A sum in the currency of its object such as "29.90", or sums in several, such as "29.90 EUR and 5.00 USD". */
export function sums(options: FieldOptions) {
  return text(512, { pattern: '^[0-9]{1,18}(\\.[0-9]{1,3})?( [A-Z]{3}( and [0-9A-Za-z. ]+)?)?$', ...options })
}

function decimalText(digits: number, options: FieldOptions & { pattern?: string }) {
  return text(24, { pattern: `^-?[0-9]{1,${digits}}(\\.[0-9]{1,3})?$`, ...options })
}

/** An ISO 4217 code such as EUR. */
export function currency(options: FieldOptions & { default?: string }) {
  return text(3, { pattern: '^[A-Z]{3}$', ...options })
}

/** A CEL list of currency codes. */
export function celList(codes: readonly string[]): string {
  return `[${codes.map(code => `'${code}'`).join(', ')}]`
}
