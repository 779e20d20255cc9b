import { type KubeApi, KubeError, type NewEvent, type NewPayment } from '../../kube/api.ts'
import { microTime } from '../../rules/time.ts'
import { apiVersion } from '../../schema/crd/kind.ts'

/**
 * Claims a payment for one conference, and resolves to whether it has the claim. Two conferences that share an account
 * receive the same callbacks. Both may have an order of the name in a callback, and the two events of one payment (a
 * checkout session and its payment intent) may name orders of different conferences.
 *
 * The first recorded Payment decides for good. Before it exists, an Event in the namespace of this program decides: its
 * name is that of the payment, so only one conference can create it. The API server deletes the Event after an hour.
 */
export async function claimTransaction(
  kube: Pick<KubeApi, 'findPayments' | 'createEvent' | 'getEvent'>,
  { payment, home, instance, at, signal }: ClaimOptions,
): Promise<boolean> {
  const { namespace, name } = payment.metadata
  const recorded = await kube.findPayments(name, signal)
  if (recorded.length > 0) return recorded.some(({ metadata }) => metadata.namespace === namespace)
  const claim = { namespace: home, name }
  try {
    await kube.createEvent(claimEvent(payment, { home, instance, at }), signal)
    return true
  } catch (error) {
    if (!(error instanceof KubeError && error.reason === 'AlreadyExists')) throw error
  }
  const holder = (await kube.getEvent(claim, signal))?.related?.namespace
  return holder === undefined || holder === namespace
}

export interface ClaimOptions {
  payment: NewPayment
  /** The namespace of this program. */
  home: string
  /** The name of this replica. */
  instance: string
  /** Milliseconds since 1970. */
  at: number
  signal: AbortSignal
}

function claimEvent(
  { metadata, spec }: NewPayment,
  { home, instance, at }: Pick<ClaimOptions, 'home' | 'instance' | 'at'>,
): NewEvent {
  const { namespace, name, ownerReferences } = metadata
  const [{ kind, name: order, uid }] = ownerReferences
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { namespace: home, name },
    // An Event must be in the namespace of the object that it regards, and the order is in another one (Kubernetes API
    // reference, Event). So it regards this pod, and the order is the related object.
    regarding: { apiVersion: 'v1', kind: 'Pod', namespace: home, name: instance },
    related: { apiVersion, kind, namespace, name: order, uid },
    type: 'Normal',
    reason: 'TransactionClaimed',
    action: 'Claimed',
    note: `Transaction ${spec.transactionId} of ${spec.provider} is for an order of ${namespace}`,
    reportingController: 'app.corley.it/payment-gateway',
    reportingInstance: instance,
    eventTime: microTime(at),
  }
}
