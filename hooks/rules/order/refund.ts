import type { Ledger } from '../ledger.ts'
import { money } from '../money.ts'

/** The cost of an order, in minor units of the currency it is sold in. */
export interface Bill {
  total: bigint
  currency: string | undefined
}

// More would not fit the message of a condition; nobody pays in eleven currencies.
const mostForeign = 10

/**
 * The refund that is due, such as "29.90 EUR and 5.00 USD"; undefined if none is. The price counts only while the order
 * buys tickets. Disputed money is left out: the gateway has returned it to the buyer.
 */
export function refundDue(buysTickets: boolean, ledger: Ledger, { total, currency }: Bill): string | undefined {
  const disputedAmount = (code: string | undefined) => ledger.disputed.get(code ?? '') ?? 0n
  const over = ledger.paid - disputedAmount(currency) - (buysTickets ? total : 0n)
  const due = [...ledger.foreign]
    .map(([code, paid]) => ({ code, left: paid - disputedAmount(code) }))
    .filter(({ left }) => left > 0n)
    .map(({ code, left }) => money(left, code))
  if (due.length > mostForeign) due.splice(mostForeign, due.length, 'money in further currencies')
  if (over > 0n) due.unshift(money(over, currency))
  return due.length === 0 ? undefined : due.join(' and ')
}
