import type { PaymentReport } from '../../hooks/payment/payment-report.ts'
import type { Acceptance } from '../../hooks/payment/recording/accept-payment.ts'
import { paymentName } from '../../hooks/payment/recording/payment-name.ts'
import { ownerOf } from '../server/stored.ts'
import type { SaleRecords } from './records.ts'

/** I3: an acknowledged report is recorded for its order, unless it contradicts an earlier record (outcome "mismatch"). */
export function acknowledgedIsRecorded(
  report: PaymentReport,
  { order, outcome }: Acceptance,
  records: SaleRecords,
): string | undefined {
  const past = records.orders.get(order.metadata.uid)
  const present = past?.versions.at(-1)?.object
  if (past === undefined || present === undefined || present.metadata.deletionTimestamp !== undefined) return undefined
  const payment = records.payments.get(paymentName(report))
  const { gross, currency } = payment?.spec ?? {}
  const same =
    payment !== undefined &&
    ownerOf(payment) === order.metadata.uid &&
    gross === report.gross &&
    currency === report.currency
  if (same !== (outcome === 'mismatch') && payment !== undefined) return undefined
  return `acknowledgedIsRecorded: ${report.state} of ${report.transactionId} was answered "${outcome}" for "${past.name}"`
}
