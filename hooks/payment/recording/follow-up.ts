import type { KubeApi, KubeError, NewPayment } from '../../kube/api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import { isEarly } from '../../rules/ledger.ts'
import type { Order } from '../../schema/order/order.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { PaymentReport } from '../payment-report.ts'
import { announcePayment } from './announce-payment.ts'
import { deletionRefusal, rereadOrder } from './read-order.ts'
import { isSettled, movesMoney } from './settled.ts'
import { waitUntilSettled } from './wait-until-settled.ts'

/**
 * The result of a recorded payment, and the order as last read. 'early' means that the payment buys nothing, because it is
 * older than the order.
 */
export interface FollowUp {
  outcome: 'recorded' | 'early'
  order: Order
  /** The reason why the order has no Event about the payment. */
  eventError?: KubeError
}

export interface FollowUpOptions {
  report: PaymentReport
  payment: NewPayment
  /** The order as read before the payment was recorded. */
  before: Order
  /** Milliseconds since 1970. */
  receivedAt: number
  /** The name of this replica. */
  instance: string
  deadline: AbortSignal
  /** `settle`: the longest wait for the hooks. `pause`: the first pause before the order is read again. */
  timesMs: { settle: number; pause: number }
}

/**
 * Announces the recorded payment in an Event and waits briefly for the hooks. The Payment is stored, so the report is always
 * acknowledged, unless its order is deleted or cannot be read.
 */
export async function followUp(
  kube: Pick<KubeApi, 'getOrder' | 'watchOrder' | 'createEvent'>,
  { report, payment, before, receivedAt, instance, deadline, timesMs }: FollowUpOptions,
): Promise<FollowUp> {
  const { settle: milliseconds, pause: pauseMs } = timesMs
  const { order: key, state } = report
  const { resourceVersion = '' } = before.metadata
  const early = isEarly(report, placedAt(before.metadata))
  const isAwaited = movesMoney(state) && !early
  const [order, eventError] = await withTimeLimit({ milliseconds, outer: deadline }, async signal => {
    // The watch begins before the read, so it shows every version that the read does not.
    const versions = isAwaited ? kube.watchOrder({ ...key, resourceVersion }, signal) : undefined
    const from = await rereadOrder(kube, { report, before, deadline })
    const wait = { key, from, isSettled: (now: Order) => isSettled(before, now), signal, pauseMs }
    return Promise.all([
      versions ? waitUntilSettled(kube, { ...wait, versions }) : from,
      announcePayment(kube, { payment, at: receivedAt, instance, signal }),
    ])
  })
  if (order === undefined) throw deletionRefusal(report)
  return { outcome: early ? 'early' : 'recorded', order, ...(eventError && { eventError }) }
}
