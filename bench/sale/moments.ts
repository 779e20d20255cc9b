import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Ticket } from '../../hooks/schema/ticket.ts'
import type { KubeObject } from '../../local/kubernetes/kube-object.ts'

/**
 * The moments of an order, in order: it is stored; its reservation holds something; its status shows that; its ticket
 * exists; its status shows that. An order without a seat has two other moments: its reservation is waitlisted, and its
 * status shows that.
 */
export type Moment = 'stored' | 'reserved' | 'shown' | 'ticket' | 'confirmed' | 'waitlisted' | 'waitlist shown'

/** The moments that an object proves, with the name of the order. */
export function momentsOf(object: KubeObject): { moment: Moment; order: string }[] {
  if (object.kind === 'Order') return momentsOfOrder(object as unknown as Order)
  if (object.kind === 'Reservation') return momentsOfReservation(object as unknown as Reservation)
  if (object.kind === 'Ticket') return [{ moment: 'ticket', order: (object as unknown as Ticket).spec.orderRef }]
  return []
}

function momentsOfOrder({ metadata: { name: order }, status }: Order): { moment: Moment; order: string }[] {
  const isReserved = status?.conditions?.some(({ type, status }) => type === 'Reserved' && status === 'True')
  const isConfirmed = status?.payment === 'CONFIRMED' && status.quantity > 0
  return [
    { moment: 'stored', order },
    ...(isReserved ? [{ moment: 'shown', order } as const] : []),
    ...(isConfirmed ? [{ moment: 'confirmed', order } as const] : []),
    ...(status?.reason === 'Waitlisted' ? [{ moment: 'waitlist shown', order } as const] : []),
  ]
}

function momentsOfReservation({
  spec: { decision, orderRef: order },
}: Reservation): { moment: Moment; order: string }[] {
  if (decision === 'Waitlisted') return [{ moment: 'waitlisted', order }]
  return decision === 'Held' || decision === 'Sold' ? [{ moment: 'reserved', order }] : []
}
