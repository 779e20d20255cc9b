import { amountInMinorUnits, decimal, exponentOf } from '../../rules/money.ts'
import type { PaymentState } from '../../schema/payment.ts'
import { quote } from '../body/field.ts'
import { Refusal } from '../refusal.ts'

/** The currency in a field of PayPal's, such as "EUR". Throws a Refusal that names the field. */
export function readCurrency(currency: string, field: string): string {
  if (/^[A-Z]{3}$/.test(currency)) return currency
  throw new Refusal(
    'malformed',
    `Cannot read ${field} ${quote(currency)}: it must be a code of three capitals such as EUR`,
  )
}

/**
 * "29.9" in EUR → "29.90"; negative when money went back. IPN sends such an amount negative and webhooks send it
 * positive; both are accepted. Throws a Refusal that names the field.
 */
export function readGross(
  gross: string,
  { field, currency, state }: { field: string; currency: string; state: PaymentState },
): string {
  const minor = amountInMinorUnits(withoutExtraZeros(gross, currency), currency)
  const amountRefusal = (must: string) =>
    new Refusal('malformed', `Cannot read ${field} ${quote(gross)}: it must ${must}`)
  if (minor === undefined)
    throw amountRefusal(`be a number with at most ${exponentOf(currency)} decimals, those of ${currency}`)
  if (!/^-?[0-9]{1,12}(?:[.]|$)/.test(gross)) throw amountRefusal('have at most 12 digits before the point')
  const isReturned = state === 'Refunded' || state === 'Reversed'
  if (isReturned && minor === 0n) throw amountRefusal('not be 0 when money went back')
  if (!isReturned && minor < 0n) throw amountRefusal('not be negative unless money went back')
  return decimal(isReturned && minor > 0n ? -minor : minor, currency)
}

/** The fee that PayPal keeps of an amount; undefined if it is missing or unreadable, because nothing depends on it. */
export function readFee(fee: string | undefined, currency: string): string | undefined {
  if (fee === undefined || fee.length > 15) return undefined
  const minor = amountInMinorUnits(withoutExtraZeros(fee, currency), currency)
  return minor === undefined ? undefined : decimal(minor, currency)
}

/** "9899.00" in JPY → "9899": zeros beyond the decimals of the currency are dropped. */
function withoutExtraZeros(amount: string, currency: string): string {
  const [, units, decimals = ''] = /^(-?[0-9]+)\.([0-9]+)$/.exec(amount) ?? []
  const kept = decimals.slice(0, exponentOf(currency))
  if (units === undefined || /[^0]/.test(decimals.slice(kept.length))) return amount
  return kept === '' ? units : `${units}.${kept}`
}
