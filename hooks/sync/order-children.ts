import { apiVersion } from '../schema/crd/kind.ts'
import type { OrderResponse } from '../schema/hooks.ts'

type Child = OrderResponse['children'][number]

/** The label by which an order's tickets are found. */
export const orderLabel = 'orders.app.corley.it'

/** Tells which reservation a ticket was made for, and which generation of it: an older view must not judge the ticket. */
export const reservationAnnotation = `${orderLabel}/reservation`

/** Tells for which generation of its order a ticket was made: nor must an older view of the order. */
export const generationAnnotation = `${orderLabel}/generation`

/** A ticket that is there, of an order. The attendee belongs to people and is not named. */
export function ticket(name: string, order: { name: string; namespace?: string }): Child {
  return {
    apiVersion,
    kind: 'Ticket',
    metadata: { name, ...namespaceOf(order), labels: { [orderLabel]: order.name } },
    spec: { orderRef: order.name },
  }
}

/** A ticket that is to be made. It is never updated, so it keeps saying for which order and reservation that was. */
export function newTicket(
  name: string,
  order: { name: string; namespace?: string; generation?: number },
  reservation: string,
): Child {
  const child = ticket(name, order)
  const annotations = {
    [generationAnnotation]: String(order.generation ?? 0),
    [reservationAnnotation]: reservation,
  }
  return { ...child, metadata: { ...child.metadata, annotations } }
}

/** A child that another program writes is named so that it stays, and nothing more, so that nothing of it is changed. */
export function keptChild(kind: 'Payment' | 'Reservation', child: { name: string; namespace?: string }): Child {
  return { apiVersion, kind, metadata: { name: child.name, ...namespaceOf(child) } }
}

function namespaceOf({ namespace }: { namespace?: string }): { namespace?: string } {
  return namespace === undefined ? {} : { namespace }
}
