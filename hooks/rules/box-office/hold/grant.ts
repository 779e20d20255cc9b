import { type Reason, type ReservationFacts, seatPrefix, withoutHold } from '../../reservation.ts'
import type { OpenDesk } from '../desk.ts'
import type { OrderFacts } from '../order.ts'
import { isScarce, type PlanFacts } from '../plan.ts'
import { termOf } from './term.ts'

const noSeats = 'NoSeats'
const noSeatsMessage = 'Waitlisted: not enough seats are free'

/**
 * Holds the lowest free seats for an order. If too few are free, the order gets none and joins the waitlist. A hold of
 * something scarce gets an end. An earlier hold of the same order keeps its end while that is in the future.
 */
export function grantSeats(
  order: OrderFacts,
  reservation: ReservationFacts,
  desk: OpenDesk & { minutes?: number },
): ReservationFacts {
  const { plan, pool, coupon, stock } = desk
  const seats = stock.freeSeats({ plan, pool }, reservation.quantity)
  const drawn = drawFrom(plan, reservation)
  if (seats === undefined) return joinWaitlist(drawn, noSeatsReason(reservation, missingPoolOf(desk)))
  const { reason: _reason, message: _message, waitingSince: _waiting, reconsiderUntil: _reconsider, ...rest } = drawn
  const { heldSince: _since, ...granted } = { ...rest, decision: 'Held' as const, ...(seats.length > 0 && { seats }) }
  return isScarce({ plan, coupon }) ? { ...granted, ...termOf(order, reservation, desk) } : granted
}

/** The reservation, with the pool whose seats the plan sells now. */
export function drawFrom({ poolRef }: PlanFacts, reservation: ReservationFacts): ReservationFacts {
  const { poolRef: _pool, ...rest } = reservation
  return poolRef === undefined ? rest : { ...rest, poolRef }
}

/** The name of the plan's pool if that pool does not exist; otherwise undefined. */
export function missingPoolOf({ plan: { poolRef }, pool }: Pick<OpenDesk, 'plan' | 'pool'>): string | undefined {
  return pool === undefined ? poolRef : undefined
}

/** An order that waits for seats keeps its message, which states how many orders waited when it joined. */
function noSeatsReason({ decision, reason, message }: ReservationFacts, missingPool: string | undefined): Reason {
  if (missingPool !== undefined) {
    return { reason: 'PoolNotFound', message: `Waitlisted: there is no SeatPool "${missingPool}"` }
  }
  const told = decision === 'Waitlisted' && reason === noSeats ? message : undefined
  return { reason: noSeats, message: told ?? noSeatsMessage }
}

/** Puts the order on the waitlist, with a reason. It keeps its place. */
export function joinWaitlist(reservation: ReservationFacts, why: Reason): ReservationFacts {
  const { waitingSince } = reservation
  return { ...withoutHold(reservation, 'Waitlisted', why), ...(waitingSince !== undefined && { waitingSince }) }
}

/**
 * Adds the number of orders that wait for the same seats to the message of an order that joins the waitlist. The number is
 * never updated: the box office would have to rewrite every waiting order whenever one leaves the waitlist.
 */
export function withWaitingCount(reservation: ReservationFacts, { stock }: Pick<OpenDesk, 'stock'>): ReservationFacts {
  const { decision, reason, orderRef, quantity } = reservation
  if (decision !== 'Waitlisted' || reason !== noSeats) return reservation
  const waiting = stock.countWaiting(seatPrefix(reservation), orderRef)
  const before = waiting === 0 ? 'no order waits' : waiting === 1 ? '1 order waits' : `${waiting} orders wait`
  // Free seats go to the first order that needs no more than are free.
  const passing = quantity > 1 ? ', and smaller orders may be served first' : ''
  return { ...reservation, message: `${noSeatsMessage}; ${before} before this one${passing}` }
}
