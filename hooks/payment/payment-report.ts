import type { ObjectKey } from '../kube/api.ts'
import type { PaymentSpec } from '../schema/payment.ts'
import { quoted } from './field.ts'
import type { Transmission } from './paypal-transmission.ts'
import { Refusal } from './refusal.ts'

/** What a gateway says happened to one order, whichever gateway it was. */
export interface PaymentReport extends Omit<PaymentSpec, 'orderRef' | 'receivedAt'> {
  order: ObjectKey
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
  /** The header Stripe-Signature. */
  signature?: string | undefined
  /** The headers of PayPal's webhooks. */
  transmission?: Transmission
  arrivedAt: number
  /** Ends everything: what is not recorded by then is not acknowledged. */
  deadline: AbortSignal
}

/** Reads the callbacks of one gateway. Throws a Refusal unless the callback is well-formed, genuine and meant for us. */
export type Gateway = (callback: Callback) => Promise<PaymentReport | Ignored>

/** Reads "order" or "namespace/order"; without a namespace it is the one of the path. Throws a Refusal that names the field. */
export function readOrderKey(text: string, { field, namespace }: { field: string; namespace: string }): ObjectKey {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
  const [, said = namespace, name = ''] = new RegExp(`^(?:(${label})/)?((?:${label}\\.)*${label})$`).exec(text) ?? []
  if (name !== '' && name.length <= 55) return { namespace: said, name }
  throw new Refusal('malformed', `reading ${field} ${quoted(text)}: must be the name of an order, or namespace/order`)
}

/** Throws a Refusal when the order is said to be in another namespace than the one of the path. */
export function requireNamespace({ namespace, name }: ObjectKey, path: string): void {
  if (namespace === path) return
  throw new Refusal('foreign', `finding order ${quoted(`${namespace}/${name}`)}: must be in namespace "${path}"`)
}
