import type { PaymentState } from '../../../schema/payment.ts'
import { type Field, quote, readField, readText, requireField } from '../../body/field.ts'
import type { Ignored, PaymentReport } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'
import { readCurrency, readFee, readGross } from '../amount.ts'
import { readPaypalDate } from './date.ts'

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
  return kind === undefined || isPayment ? undefined : { ignored: `txn_type ${quote(kind)} is no payment` }
}

/** What a message says, but for the order: whose that is becomes known when the message is known to be genuine. */
export interface PaypalMessage extends Omit<PaymentReport, 'order' | 'by' | 'transactionId'> {
  /** Absent where the message has none, and its bytes must stand for it. */
  transactionId: string | undefined
  /** The field that should name the order, and its text. */
  reference: { field: string; text: string } | undefined
}

/** Reads a PayPal callback. Throws a Refusal that names the field. Whether it is genuine, and whose, is another question. */
export function readPaypalMessage(fields: Field[]): PaypalMessage {
  const reference = readReference(fields)
  const state = readState(requireField(fields, 'payment_status'))
  const currency = readCurrency(requireField(fields, 'mc_currency'), 'mc_currency')
  const amount = requireField(fields, 'mc_gross', ['string', 'number'])
  const gross = readGross(amount, { field: 'mc_gross', currency, state })
  const occurredAt = readPaypalDate(readText(fields, 'payment_date'))
  const fee = readFee(readText(fields, 'mc_fee', ['string', 'number']), currency)
  const parentTransactionId = takesBack.has(state) ? readId(fields, 'parent_txn_id') : undefined
  return {
    provider: 'PAYPAL',
    transactionId: readId(fields, 'txn_id'),
    state,
    gross,
    currency,
    reference,
    ...(occurredAt !== undefined && { occurredAt }),
    ...(parentTransactionId !== undefined && { parentTransactionId }),
    ...(fee !== undefined && { fee }),
  }
}

// PayPal, IPN and PDT variables: parent_txn_id is that of a refund, a reversal, or a cancelled reversal.
const takesBack: ReadonlySet<PaymentState> = new Set(['Refunded', 'Reversed', 'ReversalCanceled'])

// A button that sets custom can still carry an invoice number of the seller's own, so custom comes first.
function readReference(fields: Field[]): PaypalMessage['reference'] {
  for (const field of ['custom', 'invoice']) {
    // Other shops on the same account write what they like, in whatever charset.
    const text = readText(fields, field)
    if (text) return { field, text }
  }
  return undefined
}

function readState(status: string): PaymentState {
  const state = states.get(status)
  if (state !== undefined) return state
  throw new Refusal(
    'malformed',
    `Cannot read payment_status ${quote(status)}: it must be one of ${[...states.keys()].join(', ')}`,
  )
}

function readId(fields: Field[], name: string): string | undefined {
  const id = readField(fields, name)
  if (id === undefined || /^[!-~]{1,255}$/.test(id)) return id
  throw new Refusal('malformed', `Cannot read ${name} ${quote(id)}: it must be 1 to 255 characters without spaces`)
}
