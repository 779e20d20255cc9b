// The life of a hold. A hold of something scarce begins when it is granted, and has an end (term.ts). If its plan or coupon
// becomes scarce later, a hold gets its end at that moment. A hold is sold once it is free or paid in full, and once the watch
// has reached it. A hold that is not paid lapses 30 seconds after its end.

import { type ReservationFacts, type Stored, withoutHold } from '../../reservation.ts'
import { milliseconds } from '../../time.ts'
import type { Desk } from '../desk.ts'
import type { OrderFacts } from '../order.ts'
import { isOwing, isPaid } from './bill.ts'

/**
 * Sells a hold that is free or paid in full (its own quantity, in its own currency), once the watch has reached it. By
 * then the watch shows every earlier grant. Otherwise the later of two overlapping grants could be sold unnoticed. For the
 * same reason a hold is not sold while an earlier hold still has one of its seats.
 */
export function sellHold(
  order: OrderFacts,
  { reservation, version }: Stored,
  { coupon, reached, stock }: Pick<Desk, 'coupon' | 'reached' | 'stock'>,
): ReservationFacts | undefined {
  if (reservation.decision !== 'Held' || reservation.quantity === 0 || version > reached.reservations) return undefined
  if (!isPaid(order, reservation) || stock.challengeOf(order.name, coupon) !== undefined) return undefined
  // The coupon of a free hold is not in view. It is certainly deleted only if the watch of the coupons has reached the hold.
  const isUnjudged = order.price === 0 && reservation.couponRef !== undefined && coupon === undefined
  if (isUnjudged && version > reached.coupons) return undefined
  const { heldUntil: _until, waitingSince: _waiting, reason: _reason, message: _message, ...rest } = reservation
  const { pending: _pending, ...sold } = rest
  return { ...sold, decision: 'Sold' }
}

/** The report of a payment in time may arrive late, so a hold lapses only this long after its end. */
const graceMs = 30_000

const expired = { reason: 'Expired', message: 'The tickets were not paid for in time' }

/** The time at which an unpaid hold lapses, in milliseconds since 1970; undefined if it is paid, or has no end. */
export function lapseTime(order: OrderFacts, reservation: ReservationFacts): number | undefined {
  if (reservation.decision !== 'Held' || reservation.heldUntil === undefined) return undefined
  return isOwing(order, reservation) ? milliseconds(reservation.heldUntil) + graceMs : undefined
}

/** Releases a hold that was not paid in time. */
export function lapseHold(order: OrderFacts, reservation: ReservationFacts, now: number): ReservationFacts | undefined {
  const end = lapseTime(order, reservation)
  return end !== undefined && now >= end ? withoutHold(reservation, 'Released', expired) : undefined
}
