import { ledgerOf } from '../ledger.ts'
import { priceInMinorUnits } from '../money.ts'
import { heldOfNothing, holds, isForGood, type Reservation, unheld } from '../reservation.ts'
import { milliseconds } from '../time.ts'
import { billedQuantity, type Order } from './order.ts'

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
const expired = { reason: 'Expired', message: 'The tickets were not paid for in time' }

/** All of it was received once, and nothing of it is left. A refund that is seen before its payment is not taken for that. */
function isRefunded(order: Order, reservation: Reservation): boolean {
  if (reservation.decision !== 'Sold') return false
  const total = totalOf(order, reservation)
  const ledger = ledgerOf(order.entries, reservation.currency)
  return ledger.refunded && total > 0n && ledger.received >= total && ledger.paid <= 0n
}

/** What the order costs, in minor units of the reservation's currency. */
export function totalOf(order: Order, reservation: { quantity: number; currency: string }): bigint {
  return (priceInMinorUnits(order.price, reservation.currency) ?? 0n) * BigInt(billedQuantity(order, reservation))
}

/** A payment that was made in time may take a moment to be seen, in milliseconds. */
const grace = 30_000

/** When a hold that is not paid lapses, in milliseconds since 1970; undefined for what is paid, or held without an end. */
export function lapseTime(order: Order, reservation: Reservation): number | undefined {
  if (reservation.decision !== 'Held' || reservation.heldUntil === undefined) return undefined
  const { paid } = ledgerOf(order.entries, reservation.currency)
  return paid < totalOf(order, reservation) ? milliseconds(reservation.heldUntil) + grace : undefined
}

/** A hold that was not paid for in time lapses. */
export function lapseHold(order: Order, reservation: Reservation, now: number): Reservation | undefined {
  const end = lapseTime(order, reservation)
  return end !== undefined && now >= end ? unheld(reservation, 'Released', expired) : undefined
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
