import type { KubeApi } from '../../kube/api.ts'
import type { Order } from '../../schema/order/order.ts'
import type { PaymentReport } from '../payment-report.ts'
import { Refusal } from '../refusal.ts'

export interface ReadOptions {
  report: PaymentReport
  deadline: AbortSignal
}

/** Reads the order of the report. Rejects with a Refusal if it does not exist or its deletion has begun. */
export async function readOrder(kube: Pick<KubeApi, 'getOrder'>, { report, deadline }: ReadOptions): Promise<Order> {
  const order = await kube.getOrder(report.order, deadline)
  if (order === undefined)
    throw new Refusal('unknown-order', `Cannot record a payment of order "${nameOf(report)}": the order must exist`)
  if (order.metadata.deletionTimestamp !== undefined) throw deletionRefusal(report)
  return order
}

/** Reads the order again. Rejects with a Refusal if the order has been replaced, or its deletion has begun. */
export async function rereadOrder(
  kube: Pick<KubeApi, 'getOrder'>,
  { report, before, deadline }: ReadOptions & { before: Order },
): Promise<Order> {
  const order = await kube.getOrder(report.order, deadline)
  if (order === undefined || !isUnchangedOrder(before, order)) throw deletionRefusal(report)
  return order
}

/** The refusal of a report whose order is deleted or being deleted: the sender must send the report again. */
export function deletionRefusal(report: PaymentReport): Refusal {
  return unavailableRefusal(report, 'the order is being deleted')
}

/** The refusal of a report that cannot be recorded now, for that reason: the sender must send the report again. */
export function unavailableRefusal(report: PaymentReport, reason: string, options?: ErrorOptions): Refusal {
  const message = `Cannot record a payment of order "${nameOf(report)}": ${reason}; send it again`
  return new Refusal('unavailable', message, options)
}

function isUnchangedOrder(before: Order, now: Order): boolean {
  return now.metadata.uid === before.metadata.uid && now.metadata.deletionTimestamp === undefined
}

function nameOf({ order }: PaymentReport): string {
  return `${order.namespace}/${order.name}`
}
