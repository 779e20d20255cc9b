/** What the box office decided on one order. */
export interface Reservation {
  orderRef: string
  orderUid: string
  /** The generation of the order that was answered: a stale view of the order is not answered again. */
  orderGeneration?: number
  /** The plan of the order. Until 0.2.0 it was not stored. */
  planRef?: string
  decision: 'Held' | 'Sold' | 'Waitlisted' | 'Refused' | 'Released'
  reason?: string
  message?: string
  quantity: number
  currency: string
  couponRef?: string
  /** Numbers of seats, ascending; absent without capacity, never empty. */
  seats?: number[]
  /** RFC 3339; on every hold that uses something scarce and is not sold. */
  heldUntil?: string
  /** RFC 3339: when a hold of something scarce began. */
  heldSince?: string
  /** RFC 3339: when the order joined the waitlist, if that was after it was placed. It sets the place in the waitlist. */
  waitingSince?: string
  /** RFC 3339, on what is refused: until then the order is priced again when its plan or coupon changes. */
  reconsiderUntil?: string
}

/** A reservation as it is stored. */
export interface Stored {
  reservation: Reservation
  /** The resourceVersion: of two writes the earlier has the smaller one (Kubernetes: resource versions). */
  version: bigint
  /** Whether its order owns it. Until 0.2.0 its plan did. */
  isOwned: boolean
}

/** Why something is as it is: one CamelCase word, and a sentence for people. */
export interface Reason {
  reason: string
  message: string
}

/** A hold counts against what there is: Held or Sold. */
export function holds({ decision }: Reservation): boolean {
  return decision === 'Held' || decision === 'Sold'
}

/** Whether what is released for this reason is never granted again. */
export function isForGood(reason: string | undefined): reason is 'Cancelled' | 'Refunded' {
  return reason === 'Cancelled' || reason === 'Refunded'
}

/** A reservation that holds nothing: what it had, and what explained it, goes. */
export function unheld(
  reservation: Reservation,
  decision: 'Waitlisted' | 'Refused' | 'Released',
  why: Reason,
): Reservation {
  const { seats: _seats, heldUntil: _until, heldSince: _since, waitingSince: _waiting, ...rest } = reservation
  const { reconsiderUntil: _reconsider, ...kept } = rest
  return { ...kept, decision, ...why }
}

/** A hold of no tickets: without seats, without an end. It remembers when it began, because that end is kept for it. */
export function heldOfNothing(reservation: Reservation): Reservation {
  const {
    seats: _seats,
    heldUntil: _until,
    waitingSince: _waiting,
    reconsiderUntil: _reconsider,
    ...rest
  } = reservation
  const { reason: _reason, message: _message, ...kept } = rest
  return { ...kept, decision: 'Held', quantity: 0 }
}

/** Whether two reservations are equal, apart from the generation of the order that they answer. */
export function isSame(a: Reservation, b: Reservation): boolean {
  return a === b || (isSaidBy(a, b) && isSaidBy(b, a))
}

function isSaidBy(one: Reservation, other: Reservation): boolean {
  return (Object.keys(one) as (keyof Reservation)[]).every(field => {
    const [a, b] = [one[field], other[field]]
    return a === b || field === 'orderGeneration' || (Array.isArray(a) && Array.isArray(b) && a.join() === b.join())
  })
}
