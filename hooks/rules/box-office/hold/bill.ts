import { ledgerOf } from '../../ledger.ts'
import { priceInMinorUnits } from '../../money.ts'
import { billedQuantity, type OrderFacts } from '../order.ts'

/** The cost of the order, in minor units of the reservation's currency. */
export function totalOf(order: OrderFacts, reservation: { quantity: number; currency: string }): bigint {
  return (priceInMinorUnits(order.price, reservation.currency) ?? 0n) * BigInt(billedQuantity(order, reservation))
}

/** Whether the payments cover this number of tickets in that currency. A free order is always paid. */
export function isPaid(
  { price, entries }: Pick<OrderFacts, 'price' | 'entries'>,
  { quantity, currency }: { quantity: number; currency: string },
): boolean {
  if (price === 0) return true
  const unit = priceInMinorUnits(price, currency)
  return unit !== undefined && ledgerOf(entries, currency).paid >= unit * BigInt(quantity)
}

/** Whether the payments are lower than the cost of the order. A hold that owes nothing does not lapse. */
export function isOwing(order: OrderFacts, reservation: { quantity: number; currency: string }): boolean {
  return ledgerOf(order.entries, reservation.currency).paid < totalOf(order, reservation)
}
