import type { ObjectKey } from '../kube/api.ts'
import type { PaymentSpec } from '../schema/payment.ts'
import type { Caller } from './callers.ts'

/** The order of a message, and the evidence for it. */
export interface Match {
  order: ObjectKey
  by: 'payment' | 'namespace and name' | 'name'
}

/** The report of any gateway about the money of one order. */
export interface PaymentReport extends Omit<PaymentSpec, 'orderRef' | 'receivedAt'> {
  order: ObjectKey
  /** The evidence that the report is about this order. A callback that nobody verified has only the path of its URL. */
  by: Match['by'] | 'path'
}

/** The reason why a genuine message moves no money of an order. An alarm needs a person. */
export interface Ignored {
  ignored: string
  alarm?: string
}

/** A callback as it arrived on the path of a namespace. Times are milliseconds since 1970. */
export interface Callback {
  namespace: string
  /** The exact bytes: signatures, verification and ids cover them. */
  bytes: Buffer
  type: 'form' | 'json'
  /** The headers, by their names in small letters. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  arrivedAt: number
  /** The sender, charged for each call of a gateway. */
  caller: Caller
  /** Aborts all work on the callback. A payment that is not recorded by then is not acknowledged. */
  deadline: AbortSignal
}

/**
 * Reads the callbacks of one gateway. Rejects with a Refusal unless a callback is well-formed, genuine and meant for
 * us.
 */
export type ReadCallback = (callback: Callback) => Promise<PaymentReport | Ignored>

/** Whether a message moves no money of an order. */
export function isIgnored<T extends object>(message: T | Ignored): message is Ignored {
  return 'ignored' in message
}
