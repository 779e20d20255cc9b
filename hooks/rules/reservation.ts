/** The decision of the box office on one order. */
export interface ReservationFacts {
  orderRef: string
  orderUid: string
  /** The generation of the order that this decides: an older view of the order is stale. */
  orderGeneration?: number
  /** The plan of the order. Until 0.2.0 it was not stored. */
  planRef?: string
  decision: 'Held' | 'Sold' | 'Waitlisted' | 'Refused' | 'Released'
  reason?: string
  message?: string
  quantity: number
  currency: string
  couponRef?: string
  /** The pool of the seats; absent if they are seats of the plan, or if there are none. */
  poolRef?: string
  /** Numbers of seats, ascending; absent without capacity and pool, never empty. */
  seats?: number[]
  /** RFC 3339: the end of the hold. Every unsold hold of something scarce has one. */
  heldUntil?: string
  /** RFC 3339: the start of a hold of something scarce. */
  heldSince?: string
  /** Whether the hold is kept for announced money; false if it was, and the announcement failed. */
  pending?: boolean
  /** RFC 3339: the time at which the order joined the waitlist, if it was placed earlier. It decides the place there. */
  waitingSince?: string
  /** RFC 3339, on a refusal: until then, the box office prices the order again when its plan or coupon changes. */
  reconsiderUntil?: string
}

/** A reservation as it is stored. */
export interface Stored {
  reservation: ReservationFacts
  /** The resourceVersion: an earlier write has a smaller one (Kubernetes: resource versions). */
  version: bigint
  /** Whether its order owns it. Until 0.2.0 its plan did. */
  isOwned: boolean
}

/** The reason of a decision: one CamelCase word, and a sentence for people. */
export interface Reason {
  reason: string
  message: string
}

/**
 * The beginning of the names of its tickets: `<plan>-` for seats of a plan, `<pool>--` for those of a pool. No name ends with
 * a hyphen, so a plan and a pool never share a prefix. A prefix and a number name one seat.
 */
export function seatPrefix({ planRef = '', poolRef }: Pick<ReservationFacts, 'planRef' | 'poolRef'>): string {
  return poolRef === undefined ? `${planRef}-` : `${poolRef}--`
}

/** Whether a reservation counts against capacity and coupons. */
export function isHolding({ decision }: ReservationFacts): boolean {
  return decision === 'Held' || decision === 'Sold'
}

/** Whether an order released for this reason is never granted anything again. */
export function isFinalReason(reason: string | undefined): reason is 'Cancelled' | 'Refunded' {
  return reason === 'Cancelled' || reason === 'Refunded'
}

/** The reservation with another decision and reason, without its seats and times. */
export function withoutHold(
  reservation: ReservationFacts,
  decision: 'Waitlisted' | 'Refused' | 'Released',
  why: Reason,
): ReservationFacts {
  const { seats: _seats, heldUntil: _until, heldSince: _since, waitingSince: _waiting, ...rest } = reservation
  const { reconsiderUntil: _reconsider, pending: _pending, ...kept } = rest
  return { ...kept, decision, ...why }
}

/** A hold of 0 tickets, without seats or end. It keeps its start, which decides its end if the order grows again. */
export function emptyHold(reservation: ReservationFacts): ReservationFacts {
  const {
    seats: _seats,
    heldUntil: _until,
    waitingSince: _waiting,
    reconsiderUntil: _reconsider,
    ...rest
  } = reservation
  const { reason: _reason, message: _message, pending: _pending, ...kept } = rest
  return { ...kept, decision: 'Held', quantity: 0 }
}

/** Whether two reservations are equal, apart from the generation of the order that they decide. */
export function isSame(a: ReservationFacts, b: ReservationFacts): boolean {
  return a === b || (hasFieldsOf(a, b) && hasFieldsOf(b, a))
}

function hasFieldsOf(one: ReservationFacts, other: ReservationFacts): boolean {
  return (Object.keys(one) as (keyof ReservationFacts)[]).every(field => {
    const [a, b] = [one[field], other[field]]
    return a === b || field === 'orderGeneration' || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join())
  })
}
