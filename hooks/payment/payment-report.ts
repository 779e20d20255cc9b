import type { ObjectKey } from '../kube/api.ts'
import type { PaymentSpec } from '../schema/payment.ts'
import type { Caller } from './callers.ts'
import type { Match } from './match-order.ts'

/** What a gateway says happened to one order, whichever gateway it was. */
export interface PaymentReport extends Omit<PaymentSpec, 'orderRef' | 'receivedAt'> {
  order: ObjectKey
  /** What says that it is about this order: of a callback that nobody verified, the path it was sent to. */
  by: Match['by'] | 'path'
}

/** A genuine message that moves no money of an order, and why not. An alarm asks for a person. */
export interface Ignored {
  ignored: string
  alarm?: string
}

/** A callback as it came to the path of a namespace. Times are milliseconds since 1970. */
export interface Callback {
  namespace: string
  /** Its exact bytes: signatures, verification and ids are over them. */
  bytes: Buffer
  type: 'form' | 'json'
  /** Its headers, by their names in small letters. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  arrivedAt: number
  /** On whose behalf a gateway is called. */
  caller: Caller
  /** Ends everything: what is not recorded by then is not acknowledged. */
  deadline: AbortSignal
}

/** Reads the callbacks of one gateway. Throws a Refusal unless the callback is well-formed, genuine and meant for us. */
export type Gateway = (callback: Callback) => Promise<PaymentReport | Ignored>

/** Whether a message moves no money of an order. */
export function isIgnored<T extends object>(message: T | Ignored): message is Ignored {
  return 'ignored' in message
}
