import { apiVersion, orderLabel, planLabel } from '../../schema/crd/kind.ts'
import type { OrderResponse } from '../../schema/hooks.ts'

type Child = OrderResponse['children'][number]

/** The parts of an order that its tickets repeat. */
interface TicketOwner {
  metadata: { name: string; namespace?: string; generation?: number }
  spec: { planRef: string }
}

/** The annotation with the reservation that a ticket was created for, and its generation: an older view must not delete it. */
export const reservationAnnotation = `${orderLabel}/reservation`

/** The annotation with the generation of the order that a ticket was created for: an older view must not delete it either. */
export const generationAnnotation = `${orderLabel}/generation`

/** A ticket to keep. People write its attendee, so the hook does not name that field. */
export function keptTicket(name: string, { metadata: order, spec: { planRef } }: TicketOwner): Child {
  return {
    apiVersion,
    kind: 'Ticket',
    metadata: { name, ...namespaceOf(order), labels: { [orderLabel]: order.name, [planLabel]: planRef } },
    spec: { orderRef: order.name },
  }
}

/** A ticket to create. It is never updated, so its annotations keep the order and reservation it was created for. */
export function newTicket(name: string, order: TicketOwner, reservation: string): Child {
  const child = keptTicket(name, order)
  const annotations = {
    [generationAnnotation]: String(order.metadata.generation ?? 0),
    [reservationAnnotation]: reservation,
  }
  return { ...child, metadata: { ...child.metadata, annotations } }
}

/** A child that another program writes. Metacontroller keeps it because the answer names it, and changes no field of it. */
export function keptChild(kind: 'Payment' | 'Reservation', child: { name: string; namespace?: string }): Child {
  return { apiVersion, kind, metadata: { name: child.name, ...namespaceOf(child) } }
}

function namespaceOf({ namespace }: { namespace?: string }): { namespace?: string } {
  return namespace === undefined ? {} : { namespace }
}
