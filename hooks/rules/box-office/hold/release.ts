import { ledgerOf } from '../../ledger.ts'
import { emptyHold, isFinalReason, isHolding, type ReservationFacts, withoutHold } from '../../reservation.ts'
import type { OrderFacts } from '../order.ts'
import { totalOf } from './bill.ts'

/** Releases, for good, an order that was cancelled, or that was sold and refunded in full. */
export function releaseEnded(order: OrderFacts, reservation: ReservationFacts): ReservationFacts | undefined {
  const { decision, reason } = reservation
  if (decision === 'Released' && isFinalReason(reason)) return undefined
  if (order.cancelled) return withoutHold(reservation, 'Released', cancelled)
  return isRefunded(order, reservation) ? withoutHold(reservation, 'Released', refunded) : undefined
}

/** Releases the reservation of an order that no longer exists. Undefined if it is refused or released already. */
export function releaseOrphan(reservation: ReservationFacts): ReservationFacts | undefined {
  const { decision } = reservation
  if (decision === 'Refused' || decision === 'Released') return undefined
  return withoutHold(reservation, 'Released', { reason: 'OrderGone', message: 'The order no longer exists' })
}

/** The reason of a cancelled order. */
export const cancelled = { reason: 'Cancelled', message: 'The order was cancelled' }
const refunded = { reason: 'Refunded', message: 'The payment was refunded' }

/** Whether the full price was received and then refunded. A refund that arrives before its payment does not count. */
function isRefunded(order: OrderFacts, reservation: ReservationFacts): boolean {
  if (reservation.decision !== 'Sold') return false
  const total = totalOf(order, reservation)
  const ledger = ledgerOf(order.entries, reservation.currency)
  return ledger.refunded && total > 0n && ledger.received >= total && ledger.paid <= 0n
}

/**
 * Releases the tickets by which an order was scaled down. A hold shrinks at once, and keeps its lowest seats. Tickets of a
 * sale with seats may have attendees: the sale keeps the seats that the status of its order lists for this generation. A
 * quantity of 0 leaves an empty hold.
 */
export function shrinkHold(order: OrderFacts, reservation: ReservationFacts): ReservationFacts | undefined {
  const { quantity, status } = order
  const { seats, decision } = reservation
  if (!isHolding(reservation) || quantity >= reservation.quantity) return undefined
  const kept = decision === 'Sold' && seats !== undefined ? keptBySale(order, seats) : seats?.slice(0, quantity)
  if (seats !== undefined && kept === undefined) return undefined
  if (quantity === 0) return emptyHold(reservation)
  return { ...reservation, quantity, ...(kept !== undefined && { seats: kept }) }

  function keptBySale({ generation }: OrderFacts, sold: readonly number[]): number[] | undefined {
    const { seats: said = [], observedGeneration } = status
    if (observedGeneration !== generation || said.length !== quantity) return undefined
    return said.every(seat => sold.includes(seat)) ? said.toSorted((a, b) => a - b) : undefined
  }
}
