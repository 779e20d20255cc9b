import { type Entry, type Ledger, ledgerOf } from '../ledger.ts'
import { priceInMinorUnits } from '../money.ts'
import type { ReservationFacts } from '../reservation.ts'

/** A payment of the order that counts, with the name of its object. */
export interface NamedEntry extends Entry {
  name: string
}

/** An order, the decision on it and its money, as read from the API server right before money moves. */
export interface Sale {
  /** The price of one ticket, as the order states it. */
  price: number
  quantity: number
  cancelled: boolean
  /** Its condition RefundDue: `unknown` also while the order hook has not answered the newest change of the order. */
  refundReport: 'due' | 'nothing' | 'unknown'
  /** When a cancellation took effect, in milliseconds since 1970; undefined if no hook has reported it. */
  cancelledAt: number | undefined
  /** The reservation of this very order. */
  reservation: ReservationFacts | undefined
  entries: readonly NamedEntry[]
}

/** The money of a sale. Amounts are in minor units of the currency. */
export interface SaleMoney {
  currency: string | undefined
  /** The price of the tickets that the order has or gets. */
  total: bigint
  ledger: Ledger
}

/** The money of a sale, as the order hook counts it. */
export function moneyOfSale({ price, quantity, reservation, entries }: Sale): SaleMoney {
  const currency = reservation?.currency
  const tickets = BigInt(Math.min(quantity, reservation?.quantity ?? quantity))
  return {
    currency,
    total: (priceInMinorUnits(price, currency ?? '') ?? 0n) * tickets,
    ledger: ledgerOf(entries, currency),
  }
}
