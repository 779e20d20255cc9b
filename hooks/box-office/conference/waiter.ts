import { type Place, placeOf, waitedTickets } from '../../rules/box-office/waitlist.ts'
import type { Reservation } from '../../rules/reservation.ts'
import { type CaseFile, latestObservation } from './case-file.ts'
import type { Waiter } from './waitlists.ts'

/** The place of whatever is known under a name. Without an order nobody waits. */
export function placeOfFile(file: CaseFile): Place {
  const { name, order } = file
  return order === undefined ? { at: 0, name, uid: '' } : placeOf(order, reservationOf(file))
}

/**
 * An order that waits for tickets. A write that is under way counts as done. If a write is anywhere else, nobody knows what
 * its order has by now, and the orders behind it are served.
 */
export function waiterOf(file: CaseFile): Waiter | undefined {
  const { order, inFlight } = file
  if (order === undefined || (inFlight !== undefined && inFlight.state !== 'under way')) return undefined
  const reservation = reservationOf(file)
  const tickets = waitedTickets(order, reservation)
  return tickets === 0 ? undefined : { ...placeOf(order, reservation), planRef: order.planRef, tickets }
}

/** The reservation of the order that is seen: as it is being written, else as it is stored. */
function reservationOf(file: CaseFile): Reservation | undefined {
  const reservation = file.inFlight?.write.spec ?? latestObservation(file)?.stored.reservation
  return reservation?.orderUid === file.order?.uid ? reservation : undefined
}
