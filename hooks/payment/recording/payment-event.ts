import type { NewEvent, NewPayment } from '../../kube/api.ts'
import { microTime } from '../../rules/time.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import type { PaymentState } from '../../schema/payment.ts'

const reports: Record<PaymentState, { reason: string; says: string }> = {
  Completed: { reason: 'PaymentConfirmed', says: 'was paid' },
  Pending: { reason: 'PaymentPending', says: 'is on its way' },
  Refunded: { reason: 'PaymentRefunded', says: 'was refunded' },
  Reversed: { reason: 'PaymentReversed', says: 'is disputed by the buyer' },
  ReversalCanceled: { reason: 'PaymentReversalCanceled', says: 'is no longer disputed' },
  Denied: { reason: 'PaymentDenied', says: 'was not paid' },
  RefundFailed: { reason: 'PaymentRefundFailed', says: 'did not reach the buyer' },
}

/**
 * The Event that shows a recorded Payment on its order (kubectl describe order). It has the name of the Payment, so at
 * most one exists. `instance` is the replica that recorded the Payment; `at` is in milliseconds since 1970.
 */
export function paymentEvent(payment: NewPayment, { instance, at }: { instance: string; at: number }): NewEvent {
  const { namespace, name, ownerReferences } = payment.metadata
  const [{ kind, name: order, uid }] = ownerReferences
  const { state, gross, currency, provider, transactionId } = payment.spec
  const { reason, says } = reports[state]
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { namespace, name },
    regarding: { apiVersion, kind, namespace, name: order, uid },
    type: 'Normal',
    reason,
    action: 'Accepted',
    note: `${gross.replace('-', '')} ${currency} ${says}: ${provider} transaction ${transactionId}`,
    reportingController: 'app.corley.it/payment-gateway',
    reportingInstance: instance,
    eventTime: microTime(at),
  }
}
