/** What the box office decided of one order. */
export interface Reservation {
  orderRef: string
  orderUid: string
  decision: 'Held' | 'Sold' | 'Waitlisted' | 'Refused' | 'Released'
  reason?: string
  message?: string
  quantity: number
  currency: string
  couponRef?: string
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

/** The same reservation with another decision; what explained the one before goes with it. */
export function decided(
  { reason: _reason, message: _message, ...rest }: Reservation,
  decision: Reservation['decision'],
  why?: Reason,
): Reservation {
  return { ...rest, decision, ...why }
}
