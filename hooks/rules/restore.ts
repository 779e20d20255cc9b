import { amountInMinorUnits, priceInMinorUnits } from './money.ts'
import type { Order } from './order.ts'
import type { Plan } from './plan.ts'
import type { Reservation } from './reservation.ts'

const ended = ['Cancelled', 'Expired', 'Refunded']

/**
 * The reservation of an order that had one already: its plan was deleted and made again. What was sold stays sold, in
 * its seats; what was over stays over. Undefined for an order without a past.
 */
export function restored(order: Order, plan: Plan): Reservation | undefined {
  const { payment, message } = order.status
  if (payment === 'CONFIRMED') return resold(order, plan)
  const reason = ended.find(known => known === order.status.reason)
  if (payment !== 'REJECTED' || reason === undefined) return undefined
  return {
    ...identity(order, plan),
    decision: 'Released',
    quantity: order.quantity,
    reason,
    message: message ?? reason,
  }
}

function resold(order: Order, plan: Plan): Reservation | undefined {
  const { seats = [], quantity: tickets } = order.status
  if (seats.length === 0 && tickets === 0) return undefined
  if (plan.capacity !== undefined && seats.length > 0) {
    return {
      ...identity(order, plan),
      decision: 'Sold',
      quantity: seats.length,
      seats: seats.toSorted((a, b) => a - b),
    }
  }
  const quantity = unnumbered(order, order.status.currency ?? plan.currency)
  return { ...identity(order, plan), decision: quantity > 0 ? 'Sold' : 'Held', quantity }
}

function identity(order: Order, plan: Plan) {
  return {
    orderRef: order.name,
    orderUid: order.uid,
    currency: order.status.currency ?? plan.currency,
    ...(order.couponRef !== undefined && { couponRef: order.couponRef }),
  }
}

/**
 * What was sold: the tickets that are there, and those that were paid for, or had a seat, and could not be made yet (a
 * full quota).
 */
function unnumbered({ price, quantity, status }: Order, currency: string): number {
  const unit = priceInMinorUnits(price, currency) ?? 0n
  const paid = amountInMinorUnits(status.paid ?? '', currency) ?? 0n
  const paidFor = unit > 0n ? Number(paid / unit) : 0
  return Math.min(quantity, Math.max(status.quantity, paidFor, status.seats?.length ?? 0))
}
