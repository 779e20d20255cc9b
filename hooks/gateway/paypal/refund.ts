import { type Json, objectOf, textOf } from '../../payment/body/json-object.ts'
import { readPaypalMovement } from '../../payment/paypal/webhooks/movement.ts'
import type { PaymentState } from '../../schema/payment.ts'
import type { RefundAnswer, RefundRequest } from '../gateway.ts'
import { readAnswer, requireText } from '../read-answer.ts'
import { paypalAmount } from './order-body.ts'
import { linkOf } from './paypal-error.ts'

/** The body of a refund (PayPal, Payments API v2: refund captured payment). Its invoice_id is the key, which finds it again. */
export function refundBody({ key, amount, currency }: RefundRequest): object {
  return { amount: paypalAmount(amount, currency), invoice_id: key }
}

/** Reads a refund (PayPal, Payments API v2: refund.status). Throws a GatewayError. */
export function readPaypalRefund(refund: Json, { transactionId }: RefundRequest): RefundAnswer {
  return readAnswer('PayPal', () => {
    const id = requireText(refund, 'id')
    const status = requireText(refund, 'status')
    const movement = (state: PaymentState) => readPaypalMovement(refund, { state, parentTransactionId: transactionId })
    if (status === 'FAILED' || status === 'CANCELLED') {
      const message = textOf(objectOf(refund['status_details']), 'reason') ?? status
      return { id, state: 'failed', message, fact: movement('RefundFailed') }
    }
    if (status !== 'COMPLETED') return { id, state: 'pending' }
    return { id, state: 'succeeded', fact: movement('Refunded') }
  })
}

/** The id of the order of a capture (PayPal, Payments API v2: capture.supplementary_data, links). */
export function orderIdOf(capture: Json): string | undefined {
  const related = objectOf(objectOf(capture['supplementary_data'])?.['related_ids'])
  return textOf(related, 'order_id') ?? /\/checkout\/orders\/([A-Z0-9]{1,36})$/.exec(linkOf(capture, ['up']) ?? '')?.[1]
}
