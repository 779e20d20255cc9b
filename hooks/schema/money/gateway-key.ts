import type { ObjectMeta } from '../crd/object.ts'
import type { Checkout } from './checkout.ts'
import type { Refund } from './refund.ts'

/**
 * Annotation of a restored checkout: the uid of the checkout that it restores, under which the gateway knows the attempt.
 * The API server gives a restored object another uid.
 */
export const gatewayKeyAnnotation = 'backup.app.corley.it/gateway-key'

/**
 * The idempotency key of an attempt to pay: the uid of its checkout. A gateway takes the money of one key only once. An
 * annotation that cannot be a uid is ignored.
 */
export function checkoutKey({ metadata }: { metadata: Pick<Checkout['metadata'], 'uid' | 'annotations'> }): string {
  return restoredKey(metadata) ?? metadata.uid
}

/**
 * The idempotency key of a refund: its name, which has a hash of the transaction and a number. If a backup lacks a Refund, the
 * restored installation creates it again with the same name, and the gateway recognizes it. The uid would be a new one.
 */
export function refundKey({ metadata }: { metadata: Pick<Refund['metadata'], 'name'> }): string {
  return metadata.name
}

function restoredKey({ annotations }: Pick<ObjectMeta, 'annotations'>): string | undefined {
  const key = annotations?.[gatewayKeyAnnotation]
  return key !== undefined && /^[0-9a-zA-Z-]{1,64}$/.test(key) ? key : undefined
}
