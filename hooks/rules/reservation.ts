/** What the box office decided of one order. */
export interface Reservation {
  orderRef: string
  orderUid: string
  /** The generation of the order that was answered: an older view of it is not answered again. */
  orderGeneration?: number
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
}

/** A reservation as it is stored. */
export interface Stored {
  reservation: Reservation
  /** The resourceVersion: of two writes the earlier has the smaller one (Kubernetes: resource versions). */
  version: bigint
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
  const { seats: _seats, heldUntil: _heldUntil, ...rest } = reservation
  return { ...rest, decision, ...why }
}

/** A hold of no tickets: without seats, without an end. */
export function heldOfNothing(reservation: Reservation): Reservation {
  const { seats: _seats, heldUntil: _heldUntil, reason: _reason, message: _message, ...rest } = reservation
  return { ...rest, decision: 'Held', quantity: 0 }
}

/** Whether two say the same; which generation they answer is not said of the order. */
export function isSame(a: Reservation, b: Reservation): boolean {
  const said = ({ orderGeneration: _, ...rest }: Reservation) => JSON.stringify(rest, Object.keys(rest).sort())
  return a === b || said(a) === said(b)
}
