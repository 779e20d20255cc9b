import { amountInMinorUnits, decimal, money } from './money.ts'

/** An amount in minor units of its currency. */
export interface Amount<Currency extends string | undefined = string | undefined> {
  amount: bigint
  currency: string | Currency
}

// More would not fit the message of a condition; nobody pays in eleven currencies.
const mostForeign = 10
const separator = ' and '

/**
 * Amounts in words, such as "29.90 EUR and 5.00 USD"; undefined if there are none. That of the order's own currency comes
 * first, and at most ten others follow.
 */
export function amountsText(amounts: readonly Amount[], own: string | undefined): string | undefined {
  const most = mostForeign + (amounts[0]?.currency === own ? 1 : 0)
  const texts = amounts.map(({ amount, currency }) => money(amount, currency))
  if (texts.length > most) texts.splice(most, texts.length, 'money in further currencies')
  return texts.length === 0 ? undefined : texts.join(separator)
}

/**
 * Amounts as the status of an order states them: the decimal alone if all is in the order's own currency, such as "29.90";
 * otherwise as amountsText. Undefined if there are none.
 */
export function amountsField(amounts: readonly Amount[], own: string | undefined): string | undefined {
  const [first, ...others] = amounts
  if (first === undefined || others.length > 0 || first.currency !== own) return amountsText(amounts, own)
  return decimal(first.amount, own ?? '')
}

/** The amount of the order's own currency in a text of amountsField, in minor units: 0n if it has none. */
export function readOwnAmount(text: string, own: string): bigint {
  const [first = ''] = text.split(separator)
  const [number = '', currency = own] = first.split(' ')
  return currency === own ? (amountInMinorUnits(number, own) ?? 0n) : 0n
}
