import { type KubeApi, KubeError, type NewPayment } from '../../kube/api.ts'
import type { Payment } from '../../schema/payment.ts'
import { Refusal } from '../refusal.ts'

/** Recorded now, recorded before, or not recorded because the same transaction is recorded with other contents. */
export type Recording = 'recorded' | 'already-recorded' | 'mismatch'

/**
 * Creates the Payment, once. Rejects with a Refusal if a Payment of that name is about to be deleted, and with a
 * KubeError if the API server fails.
 */
export async function recordPayment(
  kube: Pick<KubeApi, 'createPayment' | 'getPayment' | 'getOrder'>,
  { payment, signal }: { payment: NewPayment; signal: AbortSignal },
): Promise<Recording> {
  try {
    await kube.createPayment(payment, signal)
    return 'recorded'
  } catch (error) {
    if (!(error instanceof KubeError && error.reason === 'AlreadyExists')) throw error
  }
  const existing = await kube.getPayment(payment.metadata, signal)
  if (existing !== undefined && (await hasLivingOrder(kube, { existing, payment, signal }))) {
    return hasSameContents(existing, payment) ? 'already-recorded' : 'mismatch'
  }
  // The garbage collector deletes the existing one, so it must not count as the record of a payment for the new order.
  throw new Refusal(
    'unavailable',
    `Cannot record payment "${payment.metadata.name}": a payment of that name is being deleted; send it again`,
  )
}

async function hasLivingOrder(
  kube: Pick<KubeApi, 'getOrder'>,
  { existing, payment, signal }: { existing: Payment; payment: NewPayment; signal: AbortSignal },
): Promise<boolean> {
  if (existing.metadata.deletionTimestamp !== undefined) return false
  const uid = ownerOf(existing)
  if (uid === ownerOf(payment)) return true
  const { namespace } = payment.metadata
  const other = await kube.getOrder({ namespace, name: existing.spec.orderRef }, signal)
  return other !== undefined && other.metadata.uid === uid
}

function hasSameContents(existing: Payment, { metadata, spec }: NewPayment): boolean {
  const { gross, currency } = existing.spec
  return ownerOf(existing) === ownerOf({ metadata }) && gross === spec.gross && currency === spec.currency
}

function ownerOf({ metadata }: { metadata: { ownerReferences?: { uid: string; controller?: boolean }[] } }) {
  return metadata.ownerReferences?.find(owner => owner.controller)?.uid
}
