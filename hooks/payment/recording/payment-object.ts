import type { NewPayment } from '../../kube/api.ts'
import { timestamp } from '../../rules/time.ts'
import { apiVersion, group, orderLabel } from '../../schema/crd/kind.ts'
import type { Order } from '../../schema/order/order.ts'
import type { PaymentReport } from '../payment-report.ts'
import { paymentName } from './payment-name.ts'

/** The Payment that records the report for this order, by its uid; `receivedAt` is in milliseconds since 1970. */
export function paymentObject(
  order: Order,
  { report, receivedAt }: { report: Omit<PaymentReport, 'by'> & Partial<PaymentReport>; receivedAt: number },
): NewPayment {
  const { name, uid } = order.metadata
  const { order: _order, by: _by, ...fact } = report
  return {
    apiVersion,
    kind: 'Payment',
    metadata: {
      namespace: report.order.namespace,
      name: paymentName(report),
      labels: { 'controller-uid': uid, [orderLabel]: name, [`payment-gateway.${group}`]: report.provider },
      ownerReferences: [{ apiVersion, kind: 'Order', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    spec: { orderRef: name, ...fact, receivedAt: timestamp(receivedAt) },
  }
}
