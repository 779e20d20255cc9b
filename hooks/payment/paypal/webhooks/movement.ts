import { timestamp } from '../../../rules/time.ts'
import type { PaymentSpec } from '../../../schema/payment.ts'
import { type Json, objectOf, textOf } from '../../body/json-object.ts'
import { Refusal } from '../../refusal.ts'
import { readCurrency, readFee, readGross } from '../amount.ts'
import type { PaypalFact } from './fact.ts'

/**
 * The movement of money that a fact reports about a capture or a refund, with its amount and time: all of a Payment but its
 * order and its arrival. Throws a Refusal that names the field that cannot be read.
 */
export function readPaypalMovement(
  resource: Json,
  { state, parentTransactionId }: PaypalFact,
): Omit<PaymentSpec, 'orderRef' | 'receivedAt'> {
  const transactionId = idOf(resource)
  const amount = objectOf(resource['amount'])
  const currency = readCurrency(textOf(amount, 'currency_code') ?? '', 'amount.currency_code')
  const gross = readGross(textOf(amount, 'value') ?? '', { field: 'amount.value', currency, state })
  const occurredAt = timeOf(resource)
  const fee = feeOf(resource, currency)
  return {
    provider: 'PAYPAL',
    transactionId,
    state,
    gross,
    currency,
    ...(occurredAt !== undefined && { occurredAt }),
    ...(parentTransactionId !== undefined && { parentTransactionId }),
    ...(fee !== undefined && { fee }),
  }
}

// PayPal, Payments API v2: create_time of captures and refunds.
function timeOf(resource: Json): string | undefined {
  const at = Date.parse(textOf(resource, 'create_time') ?? '')
  return Number.isNaN(at) ? undefined : timestamp(at)
}

// PayPal, Payments API v2: seller_receivable_breakdown of a capture.
function feeOf(resource: Json, currency: string): string | undefined {
  const fee = objectOf(objectOf(resource['seller_receivable_breakdown'])?.['paypal_fee'])
  return textOf(fee, 'currency_code') === currency ? readFee(textOf(fee, 'value'), currency) : undefined
}

function idOf(resource: Json): string {
  const id = textOf(resource, 'id') ?? ''
  if (/^[!-~]{1,255}$/.test(id)) return id
  throw new Refusal(
    'malformed',
    'Cannot read resource.id: it must be 1 to 255 printable ASCII characters without spaces',
  )
}
