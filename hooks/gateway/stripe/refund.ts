import { type Json, objectOf, textOf } from '../../payment/body/json-object.ts'
import { isIgnored } from '../../payment/payment-report.ts'
import { readStripeFact } from '../../payment/stripe/fact.ts'
import { readStripeMovement } from '../../payment/stripe/movement.ts'
import { timestamp } from '../../rules/time.ts'
import type { RefundAnswer, RefundRequest } from '../gateway.ts'
import { readAnswer, requireText } from '../read-answer.ts'
import { writeStripeAmount } from './amount.ts'
import type { FormParameters } from './form.ts'

/** The parameters of a refund. It names the order and its key, so that the key finds it again. */
export function refundParameters({ key, order, transactionId, amount, currency }: RefundRequest): FormParameters {
  return {
    payment_intent: transactionId,
    amount: writeStripeAmount(amount, currency),
    metadata: { namespace: order.namespace, order: order.name, refund: key },
  }
}

/** Whether a refund was created with the key. */
export function isRefundOf(refund: Json, key: string): boolean {
  return textOf(objectOf(refund['metadata']), 'refund') === key
}

/** Reads a refund (Stripe API reference, Refund: status, failure_reason). Throws a GatewayError. */
export function readStripeRefund(refund: Json): RefundAnswer {
  return readAnswer('Stripe', () => {
    const id = requireText(refund, 'id')
    const status = requireText(refund, 'status')
    const isFailed = status === 'failed' || status === 'canceled'
    const event = { type: 'refund.updated', livemode: true, account: undefined, occurredAt: timeOf(refund) }
    const fact = readStripeFact({ ...event, object: refund })
    const message = textOf(refund, 'failure_reason') ?? status
    if (isIgnored(fact)) return isFailed ? { id, state: 'failed', message } : { id, state: 'pending' }
    const movement = readStripeMovement({ ...event, object: refund }, fact)
    return isFailed ? { id, state: 'failed', message, fact: movement } : { id, state: 'succeeded', fact: movement }
  })
}

function timeOf({ created }: Json): string | undefined {
  return typeof created === 'number' ? timestamp(created * 1000) : undefined
}
