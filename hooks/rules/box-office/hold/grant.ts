import { type Reason, type Reservation, unheld } from '../../reservation.ts'
import type { OpenDesk } from '../desk.ts'
import { isScarce } from '../plan.ts'
import { termOf } from './life.ts'

const noSeats: Reason = { reason: 'NoSeats', message: 'Waitlisted: not enough seats are free' }

/**
 * Holds the lowest free seats for an order, all or nothing; otherwise the order joins the waitlist. A hold of something
 * scarce gets an end. A hold of nothing keeps the end that it had, while that is in the future.
 */
export function grantSeats(reservation: Reservation, desk: OpenDesk): Reservation {
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

/** The order waits, and says why. Its place in the waitlist stays. */
export function waitFor(reservation: Reservation, why: Reason): Reservation {
  const { waitingSince } = reservation
  return { ...unheld(reservation, 'Waitlisted', why), ...(waitingSince !== undefined && { waitingSince }) }
}
