import { timestamp } from '../../../rules/time.ts'
import type { PaymentState } from '../../../schema/payment.ts'
import { type Field, quote, readField, readText, requireField } from '../../body/field.ts'
import type { Ignored, PaymentReport } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'
import { readCurrency, readFee, readGross } from '../amount.ts'

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
 * The reason why a message reports no payment, undefined if it reports one. A new_case and most subscr_ messages have no
 * payment_status. An adjustment reports how a dispute ended for the account; the organizer decides what that means for
 * the order (PayPal, IPN and PDT variables: txn_type).
 */
export function readIgnored(fields: Field[]): Ignored | undefined {
  const kind = readField(fields, 'txn_type')
  const isPayment = kind !== 'adjustment' && fields.some(({ name }) => name === 'payment_status')
  return kind === undefined || isPayment ? undefined : { ignored: `txn_type ${quote(kind)} is no payment` }
}

/** The parts of a message that name its order. */
export interface PaypalNaming {
  /** The field that should name the order, and its text. */
  reference: { field: string; text: string } | undefined
  /** The transaction that it takes back. */
  parent: string | undefined
}

/**
 * Reads only the fields that name the order. Messages of other shops on the same account may have other states, amounts and
 * ids. If the endpoint refused them, PayPal would repeat them, and in the end disable the address.
 */
export function readPaypalNaming(fields: Field[]): PaypalNaming {
  const state = states.get(readText(fields, 'payment_status') ?? '')
  const parent = state !== undefined && takesBack.has(state) ? readText(fields, 'parent_txn_id') : undefined
  return { reference: readReference(fields), parent: parent !== undefined && isId(parent) ? parent : undefined }
}

/** The payment that a message reports. */
export interface PaypalMessage extends Omit<PaymentReport, 'order' | 'by' | 'transactionId'> {
  /** Undefined if the message has none: its id is then derived from its bytes. */
  transactionId: string | undefined
}

/** Reads the payment of a PayPal callback. Throws a Refusal that names the field. */
export function readPaypalMessage(fields: Field[]): PaypalMessage {
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
    ...(occurredAt !== undefined && { occurredAt }),
    ...(parentTransactionId !== undefined && { parentTransactionId }),
    ...(fee !== undefined && { fee }),
  }
}

// A refund, a reversal and a cancelled reversal have a parent_txn_id (PayPal, IPN and PDT variables).
const takesBack: ReadonlySet<PaymentState> = new Set(['Refunded', 'Reversed', 'ReversalCanceled'])

// A button that sets custom can still carry an invoice number of the seller's own, so custom has precedence.
function readReference(fields: Field[]): PaypalNaming['reference'] {
  for (const field of ['custom', 'invoice']) {
    // Other shops on the same account may write anything here, in any charset.
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
  if (id === undefined || isId(id)) return id
  throw new Refusal(
    'malformed',
    `Cannot read ${name} ${quote(id)}: it must be 1 to 255 printable ASCII characters without spaces`,
  )
}

/**
 * "08:00:00 Nov 20, 2026 PST" → "2026-11-20T16:00:00Z"; undefined for any other text (PayPal, IPN and PDT variables:
 * payment_date is in Pacific time).
 */
export function readPaypalDate(text: string | undefined): string | undefined {
  const parts = /^(\d{2}:\d{2}:\d{2}) ([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) (PST|PDT)$/.exec(text ?? '')
  if (parts === null) return undefined
  const [, time, month, day, year, zone] = parts
  const at = Date.parse(`${day} ${month} ${year} ${time} ${zone === 'PDT' ? '-0700' : '-0800'}`)
  return Number.isNaN(at) ? undefined : timestamp(at)
}

function isId(text: string): boolean {
  return /^[!-~]{1,255}$/.test(text)
}
