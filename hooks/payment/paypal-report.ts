import type { ObjectKey } from '../kube/api.ts'
import { amountInMinorUnits, decimal, exponentOf } from '../rules/money.ts'
import type { PaymentSpec, PaymentState } from '../schema/payment.ts'
import { type Field, quoted, readField, requireField } from './field.ts'
import { derivedTransactionId } from './payment-name.ts'
import { Refusal } from './refusal.ts'

/** What a gateway says happened to one order, whichever gateway it was. */
export interface PaymentReport extends Omit<PaymentSpec, 'orderRef' | 'receivedAt'> {
  order: ObjectKey
}

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
 * Reads a PayPal callback sent to the path of a namespace. `body` are its exact bytes, which name the transaction if
 * txn_id does not. Throws a Refusal: malformed naming the field, or foreign when custom says another namespace.
 */
export function readPaypalReport(
  fields: Field[],
  { namespace, body }: { namespace: string; body: Buffer },
): PaymentReport {
  const custom = readCustom(requireField(fields, 'custom'))
  const state = readState(requireField(fields, 'payment_status'))
  const currency = readCurrency(requireField(fields, 'mc_currency'))
  const gross = readGross(requireField(fields, 'mc_gross', ['string', 'number']), { currency, state })
  const transactionId = readTransactionId(readField(fields, 'txn_id'))
  if (custom.namespace !== undefined && custom.namespace !== namespace) {
    throw new Refusal(
      'foreign',
      `reading custom "${custom.namespace}/${custom.name}": must be in namespace "${namespace}"`,
    )
  }
  const order = { namespace, name: custom.name }
  return {
    order,
    provider: 'PAYPAL',
    transactionId: transactionId ?? derivedTransactionId(order, body),
    state,
    gross,
    currency,
  }
}

function readCustom(custom: string): { namespace?: string; name: string } {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
  const match = new RegExp(`^(?:(${label})/)?((?:${label}\\.)*${label})$`).exec(custom)
  const [, namespace, name = ''] = match ?? []
  if (name === '' || name.length > 55) {
    throw new Refusal('malformed', `reading custom ${quoted(custom)}: must be the name of an order, or namespace/order`)
  }
  return namespace === undefined ? { name } : { namespace, name }
}

function readState(status: string): PaymentState {
  const state = states.get(status)
  if (state !== undefined) return state
  throw new Refusal(
    'malformed',
    `reading payment_status ${quoted(status)}: must be one of ${[...states.keys()].join(', ')}`,
  )
}

function readCurrency(currency: string): string {
  if (/^[A-Z]{3}$/.test(currency)) return currency
  throw new Refusal(
    'malformed',
    `reading mc_currency ${quoted(currency)}: must be a code of three capitals such as EUR`,
  )
}

// PayPal writes what went back with a minus; a plus is taken for the same.
function readGross(gross: string, { currency, state }: { currency: string; state: PaymentState }): string {
  const minor = amountInMinorUnits(gross, currency)
  const refuse = (must: string) => new Refusal('malformed', `reading mc_gross ${quoted(gross)}: must ${must}`)
  if (minor === undefined)
    throw refuse(`be a number with at most ${exponentOf(currency)} decimals, those of ${currency}`)
  if (!/^-?[0-9]{1,12}(?:[.]|$)/.test(gross)) throw refuse('have at most 12 digits before the point')
  const back = state === 'Refunded' || state === 'Reversed'
  if (back && minor === 0n) throw refuse('not be 0 when money went back')
  if (!back && minor < 0n) throw refuse('not be negative unless money went back')
  return decimal(back && minor > 0n ? -minor : minor, currency)
}

function readTransactionId(id: string | undefined): string | undefined {
  if (id === undefined || /^[!-~]{1,255}$/.test(id)) return id
  throw new Refusal('malformed', `reading txn_id ${quoted(id)}: must be 1 to 255 characters without spaces`)
}
