import { ledgerOf } from '../../ledger.ts'
import { heldOfNothing, holds, isForGood, type Reservation, unheld } from '../../reservation.ts'
import type { Order } from '../order.ts'
import { totalOf } from './bill.ts'

/** A cancelled order gives back what it has, for good; so does one that was sold and refunded in full. */
export function releaseEnded(order: Order, reservation: Reservation): Reservation | undefined {
  const { decision, reason } = reservation
  if (decision === 'Released' && isForGood(reason)) return undefined
  if (order.cancelled) return unheld(reservation, 'Released', cancelled)
  return isRefunded(order, reservation) ? unheld(reservation, 'Released', refunded) : undefined
}

/** Why a cancelled order has nothing. */
export const cancelled = { reason: 'Cancelled', message: 'The order was cancelled' }
const refunded = { reason: 'Refunded', message: 'The payment was refunded' }

/** All of it was received once, and nothing of it is left. A refund that is seen before its payment is not taken for that. */
function isRefunded(order: Order, reservation: Reservation): boolean {
  if (reservation.decision !== 'Sold') return false
  const total = totalOf(order, reservation)
  const ledger = ledgerOf(order.entries, reservation.currency)
  return ledger.refunded && total > 0n && ledger.received >= total && ledger.paid <= 0n
}

/**
 * An order that was made smaller gives back the difference. A hold does at once, and keeps its lowest seats. What was sold
 * in seats may have tickets with attendees: it shrinks to the seats that the order hook keeps, once that has answered this
 * very spec. Down to nothing it becomes a hold of nothing.
 */
export function shrinkHold(order: Order, reservation: Reservation): Reservation | undefined {
  const { quantity, status } = order
  const { seats, decision } = reservation
  if (!holds(reservation) || quantity >= reservation.quantity) return undefined
  const kept = decision === 'Sold' && seats !== undefined ? keptBySale(order, seats) : seats?.slice(0, quantity)
  if (seats !== undefined && kept === undefined) return undefined
  if (quantity === 0) return heldOfNothing(reservation)
  return { ...reservation, quantity, ...(kept !== undefined && { seats: kept }) }

  function keptBySale({ generation }: Order, sold: readonly number[]): number[] | undefined {
    const { seats: said = [], observedGeneration } = status
    if (observedGeneration !== generation || said.length !== quantity) return undefined
    return said.every(seat => sold.includes(seat)) ? said.toSorted((a, b) => a - b) : undefined
  }
}
