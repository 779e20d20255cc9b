import type { CashierApi } from '../kube/cashier-api.ts'
import type { Sale } from '../rules/cashier/sale.ts'
import type { Order } from '../schema/order/order.ts'
import { saleOf } from './sale.ts'

/** An order and its sale, as read from the API server right now. */
export interface LiveSale {
  order: Order
  sale: Sale
}

/**
 * Reads an order, the decision on it and its payments, never from a view: a view can be older than the decision. Resolves to
 * undefined if the order of that uid does not exist any more, or is being deleted.
 */
export async function readLiveSale(
  api: Pick<CashierApi, 'getOrder' | 'getReservation' | 'listPayments'>,
  { namespace, name, uid }: { namespace: string; name: string; uid: string },
  signal: AbortSignal,
): Promise<LiveSale | undefined> {
  const [order, reservation, payments] = await Promise.all([
    api.getOrder({ namespace, name }, signal),
    api.getReservation({ namespace, name }, signal),
    api.listPayments({ namespace, uid }, signal),
  ])
  if (order === undefined || order.metadata.uid !== uid || order.metadata.deletionTimestamp !== undefined) {
    return undefined
  }
  return { order, sale: saleOf(order, { reservation, payments }) }
}
