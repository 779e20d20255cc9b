import { type KubeApi, KubeError, type NewPayment } from '../../kube/api.ts'
import { withTimeLimit } from '../../kube/time-limit.ts'
import { isEarly } from '../../rules/counted-entries.ts'
import type { Order } from '../../schema/order/order.ts'
import { placedAt } from '../../schema/placed-at.ts'
import type { PaymentReport } from '../payment-report.ts'
import { Refusal } from '../refusal.ts'
import { claimTransaction } from './claim-transaction.ts'
import { paymentEvent } from './payment-event.ts'
import { paymentObject } from './payment-object.ts'
import { type Recording, recordPayment } from './record-payment.ts'
import { isSettled, movesMoney } from './settled.ts'
import { waitUntilSettled } from './wait-until-settled.ts'

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
  /** How long to wait for the hooks after recording, and before the order is read again. */
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
  const before = await kube.getOrder(report.order, deadline)
  if (before === undefined)
    throw new Refusal('unknown-order', `Cannot record a payment of order "${nameOf(report)}": the order must exist`)
  if (before.metadata.deletionTimestamp !== undefined) throw deletionRefusal(report)
  const payment = paymentObject(before, { report, receivedAt })
  const claim = { payment, home, instance, at: receivedAt, signal: deadline }
  const isOurs = report.by === 'path' || (await claimTransaction(kube, claim))
  const outcome = isOurs ? await recordPayment(kube, { payment, signal: deadline }) : 'mismatch'
  if (outcome === 'recorded') return followUp(kube, { ...options, payment, before })
  const order = await readAgain(kube, { report, before, deadline })
  return { outcome, order, tickets: await countTickets(kube, order, deadline) }
}

/** Reads the order again. Rejects with a Refusal if the order has been replaced, or its deletion has begun. */
async function readAgain(
  kube: Pick<KubeApi, 'getOrder'>,
  { report, before, deadline }: Pick<AcceptanceOptions, 'report' | 'deadline'> & { before: Order },
): Promise<Order> {
  const order = await kube.getOrder(report.order, deadline)
  if (order === undefined || !isUnchangedOrder(before, order)) throw deletionRefusal(report)
  return order
}

/**
 * The number of existing tickets. If listing them fails, it is the number in the status: the payment is recorded
 * anyway.
 */
async function countTickets(
  kube: Pick<KubeApi, 'listTickets'>,
  { metadata, status }: Order,
  signal: AbortSignal,
): Promise<number> {
  const { namespace = '', name, uid } = metadata
  try {
    const tickets = await kube.listTickets({ namespace, name }, signal)
    const stay = tickets.filter(({ metadata: { deletionTimestamp } }) => deletionTimestamp === undefined)
    return stay.filter(({ metadata: { ownerReferences = [] } }) => ownerReferences.some(owner => owner.uid === uid))
      .length
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    return status?.quantity ?? 0
  }
}

// The Payment is stored, so from here on the report is acknowledged whatever happens, unless its order is deleted.
async function followUp(
  kube: RecordingApi,
  {
    report,
    receivedAt,
    deadline,
    timesMs,
    instance,
    payment,
    before,
  }: AcceptanceOptions & {
    payment: NewPayment
    before: Order
  },
): Promise<Acceptance> {
  const { settle: milliseconds, pause: pauseMs } = timesMs
  const { order: key, state } = report
  const { resourceVersion = '' } = before.metadata
  const early = isEarly(report, placedAt(before.metadata))
  const isAwaited = movesMoney(state) && !early
  const [answered, eventError] = await withTimeLimit({ milliseconds, outer: deadline }, async signal => {
    // The watch begins before the read, so it shows every version that the read does not.
    const versions = isAwaited ? kube.watchOrder({ ...key, resourceVersion }, signal) : undefined
    const from = await readAgain(kube, { report, before, deadline })
    const wait = { key, from, isSettled: (now: Order) => isSettled(before, now), signal, pauseMs }
    return Promise.all([
      versions ? waitUntilSettled(kube, { ...wait, versions }) : from,
      announce(kube, { payment, at: receivedAt, instance, signal }),
    ])
  })
  if (answered === undefined) throw deletionRefusal(report)
  const tickets = await countTickets(kube, answered, deadline)
  return { outcome: early ? 'early' : 'recorded', order: answered, tickets, ...(eventError && { eventError }) }
}

async function announce(
  kube: Pick<KubeApi, 'createEvent'>,
  { payment, at, instance, signal }: { payment: NewPayment; at: number; instance: string; signal: AbortSignal },
): Promise<KubeError | undefined> {
  try {
    await kube.createEvent(paymentEvent(payment, { at, instance }), signal)
    return undefined
  } catch (error) {
    if (error instanceof KubeError) return error
    throw error
  }
}

function isUnchangedOrder(before: Order, now: Order): boolean {
  return now.metadata.uid === before.metadata.uid && now.metadata.deletionTimestamp === undefined
}

function deletionRefusal(report: PaymentReport): Refusal {
  return unavailableRefusal(report, 'the order is being deleted')
}

function unavailableRefusal(report: PaymentReport, since: string, options?: ErrorOptions): Refusal {
  const message = `Cannot record a payment of order "${nameOf(report)}": ${since}; send it again`
  return new Refusal('unavailable', message, options)
}

function nameOf({ order }: PaymentReport): string {
  return `${order.namespace}/${order.name}`
}
