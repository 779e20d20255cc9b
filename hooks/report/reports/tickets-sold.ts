import { grossOf } from '../../rules/cashier/left-to-refund.ts'
import { moneyOfSale } from '../../rules/cashier/sale.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { OrderSale } from '../reading/order-sales.ts'
import { movedAt } from './movements.ts'

/** The tickets that an order has bought and still has. */
export interface TicketsSold {
  /** The time at which its price was paid, or at which a free order was placed, in milliseconds since 1970. */
  at: number
  currency: string
  quantity: number
}

/** The tickets that an order has bought; undefined if it has none, or has none any more. */
export function ticketsSold({ order, sale, payments }: OrderSale): TicketsSold | undefined {
  const { reservation, cancelled, quantity: ordered } = sale
  if (reservation?.decision !== 'Sold' || cancelled) return undefined
  const { currency } = reservation
  const quantity = Math.min(ordered, reservation.quantity)
  if (quantity === 0) return undefined
  return { at: paidAt(sale, payments) ?? placedAt(order.metadata), currency, quantity }
}

/** When the payments first added up to the price; undefined if it is free, or if they never did. */
function paidAt(sale: OrderSale['sale'], payments: OrderSale['payments']): number | undefined {
  const { total, currency } = moneyOfSale(sale)
  const times = new Map(payments.map(payment => [payment.metadata.name, movedAt(payment)]))
  const received = sale.entries
    .filter(entry => entry.state === 'Completed' && entry.currency === currency)
    .map(entry => ({ at: Number(times.get(entry.name)), amount: grossOf(entry) }))
    .sort((a, b) => a.at - b.at)
  let left = total
  for (const { at, amount } of received) {
    if (left <= 0n) return undefined
    left -= amount
    if (left <= 0n) return at
  }
  return undefined
}
