import { type Reason, type ReservationFacts, withoutHold } from '../../reservation.ts'
import type { OpenDesk } from '../desk.ts'
import { isScarce } from '../plan.ts'
import { termOf } from './life.ts'

const noSeats: Reason = { reason: 'NoSeats', message: 'Waitlisted: not enough seats are free' }

/**
 * Holds the lowest free seats for an order, all or nothing; otherwise the order joins the waitlist. A hold of something
 * scarce gets an end. An empty hold keeps the end that it had, while that is in the future.
 */
export function grantSeats(reservation: ReservationFacts, desk: OpenDesk): ReservationFacts {
  const { plan, coupon, stock, now } = desk
  const seats = stock.freeSeats(plan, reservation.quantity)
  if (seats === undefined) return waitFor(reservation, noSeats)
  const {
    reason: _reason,
    message: _message,
    waitingSince: _waiting,
    reconsiderUntil: _reconsider,
    ...rest
  } = reservation
  const { heldSince: _since, ...granted } = { ...rest, decision: 'Held' as const, ...(seats.length > 0 && { seats }) }
  return isScarce({ plan, coupon }) ? { ...granted, ...termOf(reservation, { plan, now }) } : granted
}

/** Puts the order on the waitlist, with a reason. It keeps its place. */
export function waitFor(reservation: ReservationFacts, why: Reason): ReservationFacts {
  const { waitingSince } = reservation
  return { ...withoutHold(reservation, 'Waitlisted', why), ...(waitingSince !== undefined && { waitingSince }) }
}
