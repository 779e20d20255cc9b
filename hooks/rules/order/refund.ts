import { type Amount, amountsText } from '../amounts-text.ts'
import type { Ledger } from '../ledger.ts'
import type { Facts } from './standing.ts'

/** The cost of an order, in minor units of the currency it is sold in. */
export interface Bill {
  total: bigint
  currency: string | undefined
}

/**
 * The amounts that are due back to the buyer, that of the order's own currency first. The price counts only while the order
 * buys tickets. Disputed money is left out: the gateway has returned it to the buyer.
 */
export function amountsDue<Currency extends string | undefined>(
  buysTickets: boolean,
  ledger: Ledger,
  { total, currency }: { total: bigint; currency: Currency },
): Amount<Currency>[] {
  const disputedAmount = (code: string | undefined) => ledger.disputed.get(code ?? '') ?? 0n
  const over = { amount: ledger.paid - disputedAmount(currency) - (buysTickets ? total : 0n), currency }
  const foreign = [...ledger.foreign].map(([code, paid]) => ({ amount: paid - disputedAmount(code), currency: code }))
  return [over, ...foreign].filter(({ amount }) => amount > 0n)
}

/** The refund that is due in words, such as "29.90 EUR and 5.00 USD"; undefined if none is. */
export function refundDue(buysTickets: boolean, ledger: Ledger, bill: Bill): string | undefined {
  return amountsText(amountsDue(buysTickets, ledger, bill), bill.currency)
}

/**
 * The amounts that the buyer disputes, that of the order's own currency first: 0 of it for an open dispute without an
 * amount. Empty unless a dispute is open.
 */
export function amountsDisputed({ dispute, disputed }: Ledger, own: string | undefined): Amount[] {
  if (dispute !== 'open') return []
  const amounts = [...disputed].map(([currency, amount]) => ({ amount, currency }))
  const [ours, others] = [amounts.filter(isOwn), amounts.filter(one => !isOwn(one))]
  return amounts.length === 0 ? [{ amount: 0n, currency: own }] : [...ours, ...others]

  function isOwn({ currency }: Amount): boolean {
    return currency === own
  }
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
