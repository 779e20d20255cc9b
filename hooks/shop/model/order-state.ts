import type { Order } from '../../schema/order/order.ts'
import type { OrderState } from './order-view.ts'

/** The state of an order for its page, from its standing. */
export function orderState({ spec, status }: Order): OrderState {
  if (spec.cancelled === true) return 'cancelled'
  const { payment = 'PENDING', reason = '' } = status ?? {}
  switch (payment) {
    case 'CONFIRMED':
      return spec.quantity === 0 ? 'empty' : 'confirmed'
    case 'REJECTED':
      return rejectedStates[reason] ?? 'refused'
    case 'PENDING':
      return pendingStates[reason] ?? 'reserving'
  }
}

const rejectedStates: Readonly<Record<string, OrderState>> = {
  Cancelled: 'cancelled',
  Refunded: 'refunded',
  Expired: 'expired',
  Unseated: 'expired',
}

const pendingStates: Readonly<Record<string, OrderState>> = {
  NothingOrdered: 'empty',
  AwaitingPayment: 'held',
  Underpaid: 'underpaid',
  Waitlisted: 'waiting',
  PaymentReceived: 'confirming',
  FreeOrder: 'confirming',
}

/** How many orders waited before this one when it joined the waitlist, from the words of the box office. */
export function readWaitlistPlace({ status }: Order): number | undefined {
  const [, some, none] = /(?:\b(\d+) orders? waits?|\b(no) order waits) before/.exec(status?.message ?? '') ?? []
  if (none !== undefined) return 0
  return some === undefined ? undefined : Number(some)
}

/** Whether a condition of an order has a status. */
export function hasCondition({ status }: Order, type: string, value: 'True' | 'False' | 'Unknown'): boolean {
  return status?.conditions?.find(one => one.type === type)?.status === value
}

/** Whether the order was changed and its status does not include the change yet. */
export function isChanging({ metadata: { generation = 0 }, status }: Order): boolean {
  return status?.observedGeneration !== undefined && status.observedGeneration < generation
}

/** Whether a hold waits for more seats, from the words of the box office. */
export function isAwaitingMore({ status }: Order): boolean {
  const message = status?.conditions?.find(({ type }) => type === 'Reserved')?.message ?? ''
  return status?.payment === 'PENDING' && message.endsWith('not enough seats are free for the others')
}
