import type { Order } from '../../schema/order/order.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { type Attempts, isUnended } from '../paying/attempts.ts'

/** An order as its page shows it. */
export interface ShownOrder {
  order: Order
  tickets: Ticket[]
  attempts: Attempts
}

/** Whether the order is a later version than the shown one. A read may show a later version than the watch does. */
export function isNewer(order: Order, shown: ShownOrder | undefined): boolean {
  return shown === undefined || versionOf(order) > versionOf(shown.order)
}

/** Whether a payment is under way. The watch of orders does not show its progress, so its checkout is read again. */
export function isPaying(shown: ShownOrder | undefined): boolean {
  return shown?.attempts.recent.some(isUnended) ?? false
}

function versionOf({ metadata: { resourceVersion = '0' } }: Order): bigint {
  return BigInt(resourceVersion)
}
