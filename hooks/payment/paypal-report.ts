import type { ObjectKey } from '../kube/api.ts'
import type { PaymentState } from '../schema/payment.ts'
import { type Field, quoted, readField, requireField } from './field.ts'
import { derivedTransactionId } from './payment-name.ts'
import { type Ignored, type PaymentReport, readOrderKey } from './payment-report.ts'
import { readCurrency, readGross } from './paypal-amount.ts'
import { Refusal } from './refusal.ts'

// PayPal, IPN and PDT variables: payment_status.
const states = new Map<string, PaymentState>([
  ['Completed', 'Completed'],
  ['Processed', 'Completed'],
  ['Pending', 'Pending'],
  ['Created', 'Pending'],
  ['Denied', 'Denied'],
  ['Failed', 'Denied'],
  ['Expired', 'Denied'],
  ['Voided', 'Denied'],
  ['Refunded', 'Refunded'],
  ['Reversed', 'Reversed'],
  ['Canceled_Reversal', 'ReversalCanceled'],
])

/**
 * Why a message tells of no payment, undefined if it does. A new_case and most subscr_ messages have no payment_status;
 * an adjustment tells how a dispute ended for the account, and what that means for the order is the organizer's to say
 * (PayPal, IPN and PDT variables: txn_type).
 */
export function readIgnored(fields: Field[]): Ignored | undefined {
  const kind = readField(fields, 'txn_type')
  const isPayment = kind !== 'adjustment' && fields.some(({ name }) => name === 'payment_status')
  return kind === undefined || isPayment ? undefined : { ignored: `txn_type ${quoted(kind)} is no payment` }
}

/**
 * Reads a PayPal callback sent to the path of a namespace. `body` are its exact bytes, which name the transaction if
 * txn_id does not; without them txn_id must be there. Throws a Refusal that names the field. Whether it is genuine,
 * and whose, is another question.
 */
export function readPaypalReport(
  fields: Field[],
  { namespace, body }: { namespace: string; body?: Buffer },
): PaymentReport {
  const order = readOrder(fields, namespace)
  const state = readState(requireField(fields, 'payment_status'))
  const currency = readCurrency(requireField(fields, 'mc_currency'), 'mc_currency')
  const amount = requireField(fields, 'mc_gross', ['string', 'number'])
  const gross = readGross(amount, { field: 'mc_gross', currency, state })
  const transactionId = readTransactionId(fields, body && derivedTransactionId(order, body))
  return { order, provider: 'PAYPAL', transactionId, state, gross, currency }
}

// A button that sets custom can still carry an invoice number of the seller's own, so custom comes first.
function readOrder(fields: Field[], namespace: string): ObjectKey {
  const custom = readField(fields, 'custom')
  const invoice = custom ? undefined : readField(fields, 'invoice')
  if (invoice) return readOrderKey(invoice, { field: 'invoice', namespace })
  return readOrderKey(custom ?? requireField(fields, 'custom'), { field: 'custom', namespace })
}

function readState(status: string): PaymentState {
  const state = states.get(status)
  if (state !== undefined) return state
  throw new Refusal(
    'malformed',
    `reading payment_status ${quoted(status)}: must be one of ${[...states.keys()].join(', ')}`,
  )
}

function readTransactionId(fields: Field[], derived: string | undefined): string {
  const id = readField(fields, 'txn_id') ?? derived ?? requireField(fields, 'txn_id')
  if (/^[!-~]{1,255}$/.test(id)) return id
  throw new Refusal('malformed', `reading txn_id ${quoted(id)}: must be 1 to 255 characters without spaces`)
}
