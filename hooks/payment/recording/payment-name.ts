import { createHash } from 'node:crypto'
import type { ObjectKey } from '../../kube/api.ts'
import type { PaymentSpec } from '../../schema/payment.ts'

/**
 * The name of the Payment, derived from provider, transaction and state, so that recording it twice is impossible. The
 * state is part of it because a gateway reports one transaction several times: Pending, then Completed.
 */
export function paymentName({
  provider,
  transactionId,
  state,
}: Pick<PaymentSpec, 'provider' | 'transactionId' | 'state'>): string {
  const digest = createHash('sha256')
    .update(joinParts(provider, transactionId, state))
    .digest('hex')
  return `${provider.toLowerCase()}-${digest.slice(0, 40)}`
}

/** The id of a transaction whose callback has none: the same for the same bytes and the same order. */
export function derivedTransactionId({ namespace, name }: ObjectKey, body: Buffer): string {
  return `sha256-${createHash('sha256').update(joinParts(namespace, name)).update(body).digest('hex')}`
}

// As a JSON array, because no two lists of strings have the same JSON.
function joinParts(...parts: string[]): string {
  return JSON.stringify(parts)
}
