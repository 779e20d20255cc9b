import type { KubeApi } from '../../../kube/api.ts'
import type { Accounts } from '../../accounts.ts'
import type { Field } from '../../body/field.ts'
import { decodeValue, readFormFields } from '../../body/form-fields.ts'
import { readJsonFields } from '../../body/json-fields.ts'
import { matchOrder } from '../../match-order.ts'
import { requireOrderReference } from '../../order-reference.ts'
import { type Callback, isIgnored, type ReadCallback } from '../../payment-report.ts'
import { derivedTransactionId } from '../../recording/payment-name.ts'
import { Refusal } from '../../refusal.ts'
import { requireReceiver } from '../receiver.ts'
import { type PaypalNaming, readIgnored, readPaypalMessage, readPaypalNaming } from './message.ts'
import { paypalVerdicts } from './verdicts.ts'

/** The PayPal system that verifies callbacks, and its address. With `off`, every callback is accepted unverified. */
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
export function paypalGateway(options: PaypalOptions, { accounts, kube, patienceMs, now }: PaypalParts): ReadCallback {
  const { mode } = options
  const findOrder = ({ reference, parent }: PaypalNaming, callback: Callback, isShared: boolean) => {
    const naming = { text: reference?.text, parent }
    return matchOrder(naming, { provider: 'PAYPAL', kube, callback, isShared, patienceMs: patienceMs.payment })
  }
  if (mode === 'off') {
    return async callback => {
      const fields = fieldsOf(callback)
      const ignored = readIgnored(fields)
      if (ignored !== undefined) return ignored
      const { transactionId, ...message } = readPaypalMessage(fields)
      const naming = readPaypalNaming(fields)
      requireReference(naming, callback)
      const match = await findOrder(naming, callback, false)
      if (isIgnored(match)) return match
      const { order } = match
      const id = transactionId ?? derivedTransactionId(order, callback.bytes)
      return { ...message, order, by: 'path', transactionId: id }
    }
  }
  const requireVerified = paypalVerdicts({ url: options.postbackUrl, patienceMs: patienceMs.answer, now })
  return async callback => {
    if (callback.type !== 'form') {
      throw new Refusal('malformed', 'Cannot read the body: it must be a form, because PayPal verifies only forms')
    }
    await requireVerified(callback)
    const fields = fieldsOf(callback)
    requireMode(fields, mode)
    const account = await accounts(callback.namespace, callback.deadline)
    requireReceiver(receiversOf(fields), account)
    const ignored = readIgnored(fields)
    if (ignored !== undefined) return ignored
    const match = await findOrder(readPaypalNaming(fields), callback, account.isShared.paypal)
    if (isIgnored(match)) return match
    const { transactionId, ...message } = readPaypalMessage(fields)
    return { ...message, ...match, transactionId: requireTransactionId(transactionId) }
  }
}

function fieldsOf({ type, bytes }: Callback): Field[] {
  return type === 'form' ? readFormFields(bytes) : readJsonFields(bytes)
}

/** With verification off, no other shop shares the account, so a callback without an order is a mistake of its sender. */
function requireReference({ reference, parent }: PaypalNaming, { namespace }: Callback): void {
  if (reference !== undefined) requireOrderReference(reference.text, { field: reference.field, namespace })
  else if (parent === undefined) throw new Refusal('malformed', 'Cannot read custom: the callback must have this field')
}

/** A verified callback must have a txn_id. Only an unverified one may get an id from its bytes. */
function requireTransactionId(id: string | undefined): string {
  if (id === undefined) throw new Refusal('malformed', 'Cannot read txn_id: the callback must have this field')
  return id
}

// PayPal, IPN and PDT variables: test_ipn is 1 in the sandbox, and absent otherwise.
function requireMode(fields: Field[], mode: 'live' | 'sandbox'): void {
  const sent = fields.some(({ name, value }) => name === 'test_ipn' && value === '1') ? 'sandbox' : 'live'
  if (sent === mode) return
  throw new Refusal(
    'foreign',
    `Cannot accept a callback of PayPal's ${sent} system: it must come from the ${mode} system`,
  )
}

function receiversOf(fields: Field[]): string[] {
  const paid = fields.filter(({ name }) => ['receiver_email', 'receiver_id', 'business'].includes(name))
  return paid.map(field => decodeValue(field, fields))
}
