import { amountInMinorUnits, priceInMinorUnits } from '../money.ts'
import { type ReservationFacts, seatPrefix } from '../reservation.ts'
import type { Desk } from './desk.ts'
import { requestedHold } from './new-order.ts'
import type { OrderFacts } from './order.ts'
import { hasSeats } from './plan.ts'

const released = ['Cancelled', 'Expired', 'Refunded', 'Unseated']

/**
 * Reinstates the reservation of an order that was decided and has lost it: until 0.2.0 a reservation was deleted with its
 * plan. A sale keeps its seats; a refusal or release stays final. Undefined for an order that was never decided, and for
 * one whose seats belong to another order now.
 */
export function reinstateOrder(order: OrderFacts, { plan, stock }: Desk): ReservationFacts | undefined {
  const { payment, reason, message, currency } = order.status
  const { poolRef: _pool, ...known } = requestedHold(order, plan)
  const asked = { ...known, ...(currency !== undefined && { currency }) }
  if (payment === 'REJECTED' && reason !== undefined) {
    const decision = released.includes(reason) ? 'Released' : 'Refused'
    return { ...asked, decision, reason, message: message ?? reason }
  }
  const sale =
    payment === 'CONFIRMED' ? resell(order, asked, { isSeated: plan === undefined || hasSeats(plan) }) : undefined
  return sale?.seats?.some(seat => stock.isTaken(seatPrefix(sale), seat, order.name)) ? undefined : sale
}

/**
 * The sale that the status of an order shows while no view shows its reservation. No other order gets these seats until the
 * sale is reinstated, which may have to wait for the watch of the orders. Undefined for an order without a sale of seats. The
 * sale redeems no coupon: if its order is deleted already, another order would lose the coupon for good.
 */
export function lostSale(order: OrderFacts): ReservationFacts | undefined {
  const { payment, seats = [], poolRef } = order.status
  if (payment !== 'CONFIRMED' || order.deleting || seats.length === 0) return undefined
  const { couponRef: _, ...known } = requestedHold(order, undefined)
  return { ...known, ...(poolRef !== undefined && { poolRef }), decision: 'Sold', quantity: seats.length, seats }
}

function resell(
  order: OrderFacts,
  asked: ReservationFacts,
  { isSeated }: { isSeated: boolean },
): ReservationFacts | undefined {
  const { seats = [], poolRef, quantity: tickets } = order.status
  if (seats.length === 0 && tickets === 0) return undefined
  if (isSeated && seats.length > 0) {
    const sale = { ...asked, ...(poolRef !== undefined && { poolRef }), decision: 'Sold' as const }
    return { ...sale, quantity: seats.length, seats: seats.toSorted((a, b) => a - b) }
  }
  const quantity = ticketsSold(order, asked.currency)
  return { ...asked, decision: quantity > 0 ? 'Sold' : 'Held', quantity }
}

/** The tickets that exist, that are paid for, or that have a seat: the highest of the three, as a full quota blocks tickets. */
function ticketsSold({ price, quantity, status }: OrderFacts, currency: string): number {
  const unit = priceInMinorUnits(price, currency) ?? 0n
  const paid = amountInMinorUnits(status.paid ?? '', currency) ?? 0n
  const paidFor = unit > 0n ? Number(paid / unit) : 0
  return Math.min(quantity, Math.max(status.quantity, paidFor, status.seats?.length ?? 0))
}
