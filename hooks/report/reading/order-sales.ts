import { controllerOf } from '../../box-office/objects/facts.ts'
import { saleOf } from '../../cashier/sale.ts'
import type { Sale } from '../../rules/cashier/sale.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Payment } from '../../schema/payment.ts'
import type { Reservation } from '../../schema/reservation.ts'
import type { SnapshotReader } from './snapshot-reader.ts'

/** An order with the decision on it and its money, as it was at one moment. */
export interface OrderSale {
  order: Order
  sale: Sale
  /** All payments of the order, also those that buy nothing. */
  payments: readonly Payment[]
}

/**
 * The orders of a conference with their sales, in no order. The payments and reservations are in memory; the orders are read
 * page by page. Rejects with a KubeError.
 */
export async function* readOrderSales(reader: SnapshotReader): AsyncGenerator<OrderSale> {
  const payments = new Map<string | undefined, Payment[]>()
  for await (const page of reader.readPages('payments')) {
    for (const payment of page) {
      const uid = controllerOf(payment.metadata)?.uid
      const known = payments.get(uid)
      if (known === undefined) payments.set(uid, [payment])
      else known.push(payment)
    }
  }
  const reservations = new Map<string, Reservation>()
  for await (const page of reader.readPages('reservations')) {
    for (const reservation of page) reservations.set(reservation.spec.orderUid, reservation)
  }
  for await (const page of reader.readPages('orders')) {
    for (const order of page) {
      const { uid } = order.metadata
      const own = payments.get(uid) ?? []
      const sale = saleOf(order, { reservation: reservations.get(uid), payments: own })
      yield { order, sale, payments: own }
    }
  }
}
