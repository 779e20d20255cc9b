import type { KubeApi } from '../../../kube/api.ts'
import type { Accounts } from '../../accounts.ts'
import type { Field } from '../../body/field.ts'
import { decodeValue, readFormFields } from '../../body/form-fields.ts'
import { readJsonFields } from '../../body/json-fields.ts'
import { type Match, matchOrder } from '../../match-order.ts'
import { requireOrderReference } from '../../order-reference.ts'
import { type Callback, type Gateway, type Ignored, isIgnored, type PaymentReport } from '../../payment-report.ts'
import { derivedTransactionId } from '../../recording/payment-name.ts'
import { Refusal } from '../../refusal.ts'
import { requireReceiver } from '../receiver.ts'
import { type PaypalMessage, readIgnored, readPaypalMessage } from './message.ts'
import { paypalVerdicts } from './verdicts.ts'

/** The PayPal system that verifies callbacks, and its address. With off every callback is accepted unverified. */
export type PaypalOptions = { mode: 'off' } | { mode: 'live' | 'sandbox'; postbackUrl: string }

/** The accounts, the recorded payments, and the longest waits. */
export interface PaypalParts {
  accounts: Accounts
  kube: Pick<KubeApi, 'getPayment'>
  /** How long to wait for PayPal's answer, and for the payment that a message takes back. */
  patienceMs: { answer: number; payment: number }
  /** Milliseconds since 1970. */
  now: () => number
}

/** PayPal's Instant Payment Notifications. */
export function paypalGateway(options: PaypalOptions, { accounts, kube, patienceMs, now }: PaypalParts): Gateway {
  const { mode } = options
  const findOrder = (message: PaypalMessage, callback: Callback, isShared: boolean) => {
    const naming = { text: message.reference?.text, parent: message.parentTransactionId }
    return matchOrder(naming, { provider: 'PAYPAL', kube, callback, isShared, patienceMs: patienceMs.payment })
  }
  if (mode === 'off') {
    return async callback => {
      const message = readMessage(fieldsOf(callback))
      if (isIgnored(message)) return message
      requireReference(message, callback)
      const report = reportOf(message, await findOrder(message, callback, false), callback)
      return isIgnored(report) ? report : { ...report, by: 'path' }
    }
  }
  const requireVerified = paypalVerdicts({ url: options.postbackUrl, patienceMs: patienceMs.answer, now })
  return async callback => {
    if (callback.type !== 'form') {
      throw new Refusal('malformed', 'Cannot read the body: it must be a form, because PayPal verifies no other')
    }
    const fields = fieldsOf(callback)
    const message = readMessage(fields)
    if (!isIgnored(message)) requireTransactionId(message)
    await requireVerified(callback)
    requireMode(fields, mode)
    const account = await accounts(callback.namespace, callback.deadline)
    requireReceiver(receiversOf(fields), account)
    if (isIgnored(message)) return message
    return reportOf(message, await findOrder(message, callback, account.isShared.paypal), callback)
  }
}

function fieldsOf({ type, bytes }: Callback): Field[] {
  return type === 'form' ? readFormFields(bytes) : readJsonFields(bytes)
}

function readMessage(fields: Field[]): PaypalMessage | Ignored {
  return readIgnored(fields) ?? readPaypalMessage(fields)
}

/**
 * With verification off, a callback without an order is a mistake of its sender and not the business of another shop.
 */
function requireReference({ reference, parentTransactionId }: PaypalMessage, { namespace }: Callback): void {
  if (reference !== undefined) requireOrderReference(reference.text, { field: reference.field, namespace })
  else if (parentTransactionId === undefined) throw new Refusal('malformed', 'Cannot read custom: it must be given')
}

/** A verified callback must have a txn_id. Only an unverified one may get an id from its bytes. */
function requireTransactionId({ transactionId }: PaypalMessage): void {
  if (transactionId === undefined) throw new Refusal('malformed', 'Cannot read txn_id: it must be given')
}

function reportOf(
  { reference: _, transactionId, ...message }: PaypalMessage,
  match: Match | Ignored,
  { bytes }: Callback,
): PaymentReport | Ignored {
  if (isIgnored(match)) return match
  return { ...message, ...match, transactionId: transactionId ?? derivedTransactionId(match.order, bytes) }
}

// PayPal, IPN and PDT variables: test_ipn is 1 in the sandbox, and absent otherwise.
function requireMode(fields: Field[], mode: 'live' | 'sandbox'): void {
  const sent = fields.some(({ name, value }) => name === 'test_ipn' && value === '1') ? 'sandbox' : 'live'
  if (sent === mode) return
  throw new Refusal('foreign', `Cannot read test_ipn of a ${sent} callback: it must be sent by PayPal's ${mode} system`)
}

function receiversOf(fields: Field[]): string[] {
  const paid = fields.filter(({ name }) => ['receiver_email', 'receiver_id', 'business'].includes(name))
  return paid.map(field => decodeValue(field, fields))
}
