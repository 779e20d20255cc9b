import Type from 'typebox'
import { type FieldOptions, fieldOptions, type Rule, text } from './structural.ts'

// The API server refuses whole numbers under multipleOf: 0.01, so the two decimals are a rule; the tolerance covers
// what a double does to 29.90 * 100.
const twoDecimals: Rule = {
  rule: 'self * 100.0 - double(int(self * 100.0 + 0.5)) < 0.0001 && double(int(self * 100.0 + 0.5)) - self * 100.0 < 0.0001',
  message: 'must have at most two decimals',
}

/** A price in a manifest: a plain number such as 29.90, at least 0, at most two decimals. */
export function price(options: FieldOptions) {
  const rules = [twoDecimals, ...(options.rules ?? [])]
  return Type.Number({ minimum: 0, maximum: 1_000_000_000, ...fieldOptions({ ...options, rules }) })
}

/** An amount in a status or a payment: a signed decimal string such as "-10.00". */
export function amount(options: FieldOptions) {
  return decimalText(12, options)
}

/** A sum of amounts: a million of the largest fit. */
export function sum(options: FieldOptions) {
  return decimalText(18, options)
}

function decimalText(digits: number, options: FieldOptions) {
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
