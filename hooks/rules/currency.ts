/** Currencies whose amounts are whole numbers (ISO 4217, list one). */
export const withoutDecimals: readonly string[] = codes(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
)

/** Currencies that have decimals, which PayPal refuses and Stripe pays out in whole units only (their pages on currencies). */
export const withoutDecimalsAtGateways: readonly string[] = codes('HUF TWD')

/** Currencies whose amounts have three digits behind the point (ISO 4217, list one). */
export const withThreeDecimals: readonly string[] = codes('BHD IQD JOD KWD LYD OMR TND')

function codes(list: string): string[] {
  return list.split(' ')
}
