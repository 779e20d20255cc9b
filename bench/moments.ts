import type { Order } from '../hooks/schema/order.ts'
import type { Reservation } from '../hooks/schema/reservation.ts'
import type { Ticket } from '../hooks/schema/ticket.ts'
import type { KubeObject } from '../local/kubernetes/kube-object.ts'

/**
 * What happens to an order, in this order: it is stored; its reservation holds something; its status says so; its ticket
 * exists; its status says so. Instead of the second and third, its reservation is waitlisted and its status says so.
 */
export type Moment = 'stored' | 'reserved' | 'shown' | 'ticket' | 'confirmed' | 'waiting' | 'told'

/** What an object tells of an order. */
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
    ...(status?.reason === 'Waitlisted' ? [{ moment: 'told', order } as const] : []),
  ]
}

function momentsOfReservation({
  spec: { decision, orderRef: order },
}: Reservation): { moment: Moment; order: string }[] {
  if (decision === 'Waitlisted') return [{ moment: 'waiting', order }]
  return decision === 'Held' || decision === 'Sold' ? [{ moment: 'reserved', order }] : []
}
