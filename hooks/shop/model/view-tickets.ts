import { seatOfTicket } from '../../rules/order/ticket-names.ts'
import { seatPrefix } from '../../rules/reservation.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Ticket } from '../../schema/ticket.ts'
import type { TicketView } from './views.ts'

/** The address of a ticket and its code, which the server adds. */
export type TicketLinks = Pick<TicketView, 'path' | 'codeUrl' | 'qr'>

/** The names of the plan or pool that the seats of an order are of. */
export type SeatsOf = { planRef: string; poolRef?: string | undefined }

/** A stored ticket as its holder sees it. */
export function viewTicket(
  { metadata: { name }, spec: { attendee } }: Ticket,
  { seatsOf, planTitle, links }: { seatsOf: SeatsOf; planTitle: string; links: TicketLinks },
): TicketView {
  const { planRef, poolRef } = seatsOf
  const seat = seatOfTicket(seatPrefix({ planRef, ...(poolRef !== undefined && { poolRef }) }), name)
  return {
    name,
    plan: planRef,
    planTitle,
    ...(seat !== undefined && { seat }),
    ...(attendee !== undefined && { attendee }),
    ...links,
  }
}

/** The tickets of an order that are not being deleted, sorted by name. */
export function ticketsOf({ metadata }: Order, tickets: readonly Ticket[]): Ticket[] {
  return tickets
    .filter(
      ({ spec, metadata: { deletionTimestamp } }) => spec.orderRef === metadata.name && deletionTimestamp === undefined,
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
}
