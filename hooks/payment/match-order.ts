import type { KubeApi } from '../kube/api.ts'
import { quote } from './body/field.ts'
import { readOrderReference, requireConference } from './order-reference.ts'
import type { Callback, Ignored, Match } from './payment-report.ts'
import { findRecordedOrder } from './recording/recorded-order.ts'

/** The parts of a genuine message that can name its order. */
export interface Naming {
  /** The text that should name the order, or namespace and order. */
  text?: string | undefined
  /** The id of the transaction that the message takes back. */
  parent?: string | undefined
}

export interface MatchOptions {
  provider: 'PAYPAL' | 'STRIPE'
  kube: Pick<KubeApi, 'getPayment'>
  callback: Pick<Callback, 'namespace' | 'deadline'>
  /** Whether the paid account is not the conference's own. */
  isShared: boolean
  /** The longest wait for the record of a payment that the message takes back, in milliseconds. */
  patienceMs: number
}

/**
 * The order of a genuine message: the order of the payment that the message takes back, otherwise the order that it names. A
 * gateway reports every movement on an account, so a message without an order of ours belongs to another shop. Throws a
 * Refusal if the message names an order of another conference, or if its conference is ambiguous.
 */
export async function matchOrder({ text, parent }: Naming, options: MatchOptions): Promise<Match | Ignored> {
  const { provider, kube, callback, isShared } = options
  const { namespace: path } = callback
  const reference = text === undefined ? undefined : readOrderReference(text, path)
  if (parent !== undefined) {
    // A message that names its order has no need to wait for the payment that it takes back.
    const patienceMs = reference === undefined ? options.patienceMs : 0
    const order = await findRecordedOrder(kube, { provider, transactionId: parent, callback, patienceMs })
    if (order !== undefined) return { order, by: 'payment' }
    if (reference === undefined) {
      return { ignored: `the payment ${quote(parent)} that it takes back is not recorded in "${path}"` }
    }
  }
  if (reference === undefined) {
    return { ignored: text === undefined ? 'it names no order' : `${quote(text)} cannot be the name of an order` }
  }
  requireConference(reference, { path, isShared })
  const { namespace, name, namesConference } = reference
  return { order: { namespace, name }, by: namesConference ? 'namespace and name' : 'name' }
}
