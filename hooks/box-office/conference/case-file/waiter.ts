import { reconsiderTime } from '../../../rules/box-office/new-order.ts'
import { hasUnmetTickets, placeOf, type WaitlistPlace, waitedTickets } from '../../../rules/box-office/waitlist.ts'
import type { ReservationFacts } from '../../../rules/reservation.ts'
import { type CaseFile, caseOf, latestObservation } from './case-file.ts'

/** An order that waits for a number of tickets of a plan. */
export interface Waiter extends WaitlistPlace {
  planRef: string
  tickets: number
}

/** The place of a case file among the orders. A file without an order comes first. */
export function placeOfFile(file: CaseFile): WaitlistPlace {
  const { name, order } = file
  return order === undefined ? { at: 0, name, uid: '' } : placeOf(order, reservationOf(file))
}

/**
 * The waiter of a case file; undefined if its order waits for nothing. A write under way counts as stored. A write that is
 * held back, or whose outcome is unknown, does not block the waitlist: the orders behind it are served.
 */
export function waiterOf(file: CaseFile): Waiter | undefined {
  const { order, inFlight } = file
  if (order === undefined || (inFlight !== undefined && inFlight.state !== 'under way')) return undefined
  const reservation = reservationOf(file)
  const tickets = waitedTickets(order, reservation)
  return tickets === 0 ? undefined : { ...placeOf(order, reservation), planRef: order.planRef, tickets }
}

/** Whether a change of free redemptions matters to an order: it has nothing yet, or asks for more, and is not refused for good. */
export function isHoping(file: CaseFile, now: number): boolean {
  const { order, stored } = caseOf(file) ?? {}
  if (order === undefined || stored === undefined) return order !== undefined
  const { decision } = stored.reservation
  if (decision === 'Refused') return now < reconsiderTime(order, stored.reservation)
  return (
    decision === 'Waitlisted' ||
    (decision === 'Held' && stored.reservation.quantity === 0) ||
    hasUnmetTickets(order, stored.reservation)
  )
}

/** The reservation of the visible order: as it is being written, otherwise as it is stored. */
function reservationOf(file: CaseFile): ReservationFacts | undefined {
  const reservation = file.inFlight?.write.spec ?? latestObservation(file)?.stored.reservation
  return reservation?.orderUid === file.order?.uid ? reservation : undefined
}
