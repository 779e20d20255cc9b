import { type KubeApi, KubeError } from '../../kube/api.ts'
import type { Order } from '../../schema/order/order.ts'
import type { PaymentReport } from '../payment-report.ts'
import { claimTransaction } from './claim-transaction.ts'
import { countTickets } from './count-tickets.ts'
import { followUp } from './follow-up.ts'
import { paymentObject } from './payment-object.ts'
import { readOrder, rereadOrder, unavailableRefusal } from './read-order.ts'
import { type Recording, recordPayment } from './record-payment.ts'

/** The calls of the API server that recording needs. */
export type RecordingApi = Omit<KubeApi, 'getSecret'>

/**
 * The result of a report: its recording, and the order as last read. 'early' means that the payment is recorded but buys
 * nothing, because it is older than the order.
 */
export interface Acceptance {
  outcome: Recording | 'early'
  order: Order
  /** The number of existing tickets of the order. */
  tickets: number
  /** The reason why the order has no Event about the payment. */
  eventError?: KubeError
}

export interface AcceptanceOptions {
  report: PaymentReport
  /** Milliseconds since 1970. */
  receivedAt: number
  /** Aborts all work on the report. A payment that is not recorded by then is not acknowledged. */
  deadline: AbortSignal
  /** `settle`: the longest wait for the hooks after recording. `pause`: the first pause before the order is read again. */
  timesMs: { settle: number; pause: number }
  /** The name of this replica, and the namespace of this program. */
  instance: string
  home: string
}

/**
 * Records the report as a Payment of its order, announces it in an Event, and waits briefly for the hooks. Rejects with a
 * Refusal if the report must not be acknowledged: the order does not exist or is being deleted, or the API server fails.
 */
export async function acceptPayment(kube: RecordingApi, options: AcceptanceOptions): Promise<Acceptance> {
  try {
    return await record(kube, options)
  } catch (error) {
    // 400 and 422 mean that the object is wrong, which is a defect of this program and no outage.
    if (!(error instanceof KubeError) || error.code === 400 || error.code === 422) throw error
    throw unavailableRefusal(options.report, 'a request to the API server failed', { cause: error })
  }
}

async function record(kube: RecordingApi, options: AcceptanceOptions): Promise<Acceptance> {
  const { report, receivedAt, deadline, instance, home } = options
  const before = await readOrder(kube, { report, deadline })
  const payment = paymentObject(before, { report, receivedAt })
  const claim = { payment, home, instance, at: receivedAt, signal: deadline }
  const isOurs = report.by === 'path' || (await claimTransaction(kube, claim))
  const outcome = isOurs ? await recordPayment(kube, { payment, signal: deadline }) : 'mismatch'
  const result =
    outcome === 'recorded'
      ? await followUp(kube, { ...options, payment, before })
      : { outcome, order: await rereadOrder(kube, { report, before, deadline }) }
  return { ...result, tickets: await countTickets(kube, result.order, deadline) }
}
