import type { Order } from './order.ts'
import { decided, holds, type Reservation } from './reservation.ts'

const forGood = ['Cancelled', 'Refunded']

/** Cancelled and refunded orders give back what they have, for good. Undefined where there is nothing to give back. */
export function released(order: Order, reservation: Reservation): Reservation | undefined {
  const { payment, reason, message } = order.status
  if (payment !== 'REJECTED' || reason === undefined || !forGood.includes(reason)) return undefined
  if (reservation.decision === 'Released' && forGood.includes(reservation.reason ?? '')) return undefined
  return decided(reservation, 'Released', { reason, message: message ?? reason })
}

/**
 * An order that was made smaller gives back the difference, once the order hook has answered this very spec: until
 * then it may still count on the larger one. Down to nothing it becomes a hold of nothing.
 */
export function shrunk(order: Order, reservation: Reservation): Reservation | undefined {
  if (!holds(reservation) || order.quantity >= reservation.quantity) return undefined
  if (order.status.observedGeneration !== order.generation) return undefined
  const smaller = { ...reservation, quantity: order.quantity }
  return order.quantity === 0 ? decided(smaller, 'Held') : smaller
}
