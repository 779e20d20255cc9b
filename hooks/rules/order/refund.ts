import type { Ledger } from '../ledger.ts'
import { money } from '../money.ts'
import type { Facts } from './standing.ts'

/** The cost of an order, in minor units of the currency it is sold in. */
export interface Bill {
  total: bigint
  currency: string | undefined
}

// More would not fit the message of a condition; nobody pays in eleven currencies.
const mostForeign = 10

/** An amount that is due back to the buyer, in minor units of its currency. */
export interface Due<Currency extends string | undefined> {
  amount: bigint
  currency: string | Currency
}

/**
 * The amounts that are due back to the buyer, that of the order's own currency first. The price counts only while the order
 * buys tickets. Disputed money is left out: the gateway has returned it to the buyer.
 */
export function amountsDue<Currency extends string | undefined>(
  buysTickets: boolean,
  ledger: Ledger,
  { total, currency }: { total: bigint; currency: Currency },
): Due<Currency>[] {
  const disputedAmount = (code: string | undefined) => ledger.disputed.get(code ?? '') ?? 0n
  const over = { amount: ledger.paid - disputedAmount(currency) - (buysTickets ? total : 0n), currency }
  const foreign = [...ledger.foreign].map(([code, paid]) => ({ amount: paid - disputedAmount(code), currency: code }))
  return [over, ...foreign].filter(({ amount }) => amount > 0n)
}

/** The refund that is due in words, such as "29.90 EUR and 5.00 USD"; undefined if none is. */
export function refundDue(buysTickets: boolean, ledger: Ledger, bill: Bill): string | undefined {
  const due = amountsDue(buysTickets, ledger, bill)
  const own = due[0]?.currency === bill.currency ? 1 : 0
  const texts = due.map(({ amount, currency }) => money(amount, currency))
  if (due.length - own > mostForeign) texts.splice(own + mostForeign, due.length, 'money in further currencies')
  return due.length === 0 ? undefined : texts.join(' and ')
}

/**
 * Whether the box office has not decided yet what the money buys. It decides on an order without a reservation, and on an
 * order that was paid in full after its hold lapsed. A cancelled order buys nothing in any case.
 */
export function isUndecided({
  cancelled,
  reservation,
  ledger,
  total,
}: Pick<Facts, 'cancelled' | 'reservation' | 'ledger' | 'total'>): boolean {
  if (cancelled) return false
  if (reservation === undefined) return ledger.paid > 0n || [...ledger.foreign.values()].some(paid => paid > 0n)
  const { decision, reason } = reservation
  return decision === 'Released' && reason === 'Expired' && total > 0n && ledger.paid >= total
}
