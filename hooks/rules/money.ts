/** Currencies whose amounts are whole numbers (ISO 4217, list one). */
export const withoutDecimals: readonly string[] = codes(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
)

/** Currencies with decimals that PayPal refuses, and that Stripe does not pay out (their pages on currencies). */
export const withoutDecimalsAtGateways: readonly string[] = codes('HUF TWD')

/** Currencies whose amounts have three digits behind the point (ISO 4217, list one). */
export const withThreeDecimals: readonly string[] = codes('BHD IQD JOD KWD LYD OMR TND')

/** The number of digits behind the point of an amount: 2 in EUR, 0 in JPY, 3 in KWD (ISO 4217). */
export function exponentOf(currency: string): number {
  if (withoutDecimals.includes(currency)) return 0
  return withThreeDecimals.includes(currency) ? 3 : 2
}

/**
 * The smallest difference between two prices, in minor units:
 * - 100n in HUF: gateways refuse its decimals
 * - 10n in KWD: a manifest states a price in two decimals, and card networks accept no third one
 * - 1n in any other currency
 */
export function payableUnit(currency: string): bigint {
  if (withoutDecimalsAtGateways.includes(currency)) return 10n ** BigInt(exponentOf(currency))
  return withThreeDecimals.includes(currency) ? 10n : 1n
}

/**
 * The largest distance of a price from the amount that it means, in units of its currency. A client may calculate with
 * doubles (19.99 - 10 is 9.989999999999998) or send a 32-bit float (29.9 is 29.899999618530273). Version 0.2.0 stored every
 * price within 0.000001 of a cent, and sold it as that amount.
 */
export const priceTolerance = 2e-6

/** 29.9 in EUR → 2990n. Undefined if the currency cannot express the price (29.905 in EUR, 29.5 in JPY, 1e-7 in any). */
export function priceInMinorUnits(price: number, currency: string): bigint | undefined {
  const unitsPerOne = 10 ** exponentOf(currency)
  const minor = Math.round(price * unitsPerOne)
  // The quotient is exact: it is the double that JSON reads. The CRD has the same tolerance.
  const isNear = Math.abs(price - minor / unitsPerOne) < priceTolerance
  return isNear && (minor !== 0 || price === 0) ? BigInt(minor) : undefined
}

/** "-10.00" in EUR → -1000n. Undefined if it is no decimal number, or has more decimals than the currency. */
export function amountInMinorUnits(amount: string, currency: string): bigint | undefined {
  const exponent = exponentOf(currency)
  const [, sign, units, decimals = ''] = /^(-?)([0-9]{1,18})(?:\.([0-9]{1,3}))?$/.exec(amount) ?? []
  if (units === undefined || decimals.length > exponent) return undefined
  const minor = BigInt(units + decimals.padEnd(exponent, '0'))
  return sign === '-' ? -minor : minor
}

/** 2010n in EUR → "20.10"; in JPY → "2010". */
export function decimal(minor: bigint, currency: string): string {
  const exponent = exponentOf(currency)
  const sign = minor < 0n ? '-' : ''
  const all = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  if (exponent === 0) return sign + all
  return `${sign}${all.slice(0, -exponent)}.${all.slice(-exponent)}`
}

/** 2990n in EUR → "29.90 EUR"; without a known currency, the bare amount. */
export function money(minor: bigint, currency: string | undefined): string {
  return currency === undefined ? decimal(minor, '') : `${decimal(minor, currency)} ${currency}`
}

/** 1000n and 2990n in EUR → "10.00 of 29.90 EUR". */
export function moneyPart(part: bigint, whole: bigint, currency: string | undefined): string {
  return `${decimal(part, currency ?? '')} of ${money(whole, currency)}`
}

function codes(list: string): string[] {
  return list.split(' ')
}
