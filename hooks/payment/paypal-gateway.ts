import { withTimeLimit } from '../kube/time-limit.ts'
import type { Accounts } from './accounts.ts'
import { decodedValue } from './charset.ts'
import { limitConcurrency } from './concurrency.ts'
import type { Field } from './field.ts'
import { readFormFields } from './form-fields.ts'
import { readJsonFields } from './json-fields.ts'
import { type Callback, type Gateway, type Ignored, type PaymentReport, requireNamespace } from './payment-report.ts'
import { requireGenuine } from './paypal-postback.ts'
import { requireReceiver } from './paypal-receiver.ts'
import { readIgnored, readPaypalReport } from './paypal-report.ts'
import { Refusal } from './refusal.ts'

/** Whether PayPal is asked, and where. With off every callback is believed. */
export type PaypalOptions = { mode: 'off' } | { mode: 'live' | 'sandbox'; postbackUrl: string }

/** How many callbacks are being verified at once, and how many wait for that. */
const capacity = { running: 20, waiting: 200 }

/** PayPal's Instant Payment Notifications. `patience` is the time for PayPal's answer in milliseconds. */
export function paypalGateway(
  options: PaypalOptions,
  { accounts, patience }: { accounts: Accounts; patience: number },
): Gateway {
  const { mode } = options
  if (mode === 'off')
    return async callback => ours(read(fieldsOf(callback), { ...callback, body: callback.bytes }), callback)
  const inTurn = limitConcurrency(capacity)
  const verify = ({ bytes, deadline }: Callback) =>
    inTurn(deadline, () =>
      withTimeLimit({ milliseconds: patience, outer: deadline }, signal =>
        requireGenuine(bytes, { url: options.postbackUrl, signal }),
      ),
    )
  return async callback => {
    if (callback.type !== 'form') {
      throw new Refusal('malformed', 'reading the body: must be a form, PayPal verifies no other')
    }
    const fields = fieldsOf(callback)
    const message = read(fields, callback)
    await verify(callback)
    requireMode(fields, mode)
    requireReceiver(receiversOf(fields), await accounts(callback.namespace, callback.deadline))
    return ours(message, callback)
  }
}

function fieldsOf({ type, bytes }: Callback): Field[] {
  return type === 'form' ? readFormFields(bytes) : readJsonFields(bytes)
}

function read(fields: Field[], where: { namespace: string; body?: Buffer }): PaymentReport | Ignored {
  return readIgnored(fields) ?? readPaypalReport(fields, where)
}

function ours(message: PaymentReport | Ignored, { namespace }: Callback): PaymentReport | Ignored {
  if (!('ignored' in message)) requireNamespace(message.order, namespace)
  return message
}

// PayPal, IPN and PDT variables: test_ipn is 1 in the sandbox, and absent otherwise.
function requireMode(fields: Field[], mode: 'live' | 'sandbox'): void {
  const sent = fields.some(({ name, value }) => name === 'test_ipn' && value === '1') ? 'sandbox' : 'live'
  if (sent === mode) return
  throw new Refusal('foreign', `reading test_ipn of a ${sent} callback: must be sent by PayPal's ${mode} system`)
}

function receiversOf(fields: Field[]): string[] {
  const paid = fields.filter(({ name }) => ['receiver_email', 'receiver_id', 'business'].includes(name))
  return paid.map(field => decodedValue(field, fields))
}
