import type { PaymentState } from '../../schema/payment.ts'
import { type Json, textOf } from '../body/json-object.ts'
import type { Ignored } from '../payment-report.ts'
import { idOf, type StripeEvent } from './event.ts'

/**
 * The movement of money that an event reports. `key` is its permanent id: that of the payment intent for incoming money,
 * so that the events of a session and of its intent are one fact, and that of the refund or the dispute otherwise.
 */
export interface StripeFact {
  state: PaymentState
  key: string | undefined
  /** The field of the object that holds the amount. */
  field: 'amount_total' | 'amount_received' | 'amount'
  /** The payment intent that a refund or a dispute takes back. */
  parentTransactionId?: string | undefined
}

type Reader = (object: Json) => StripeFact | Ignored

const session =
  (state: PaymentState): Reader =>
  object => ({ state, key: idOf(object, 'payment_intent'), field: 'amount_total' })

const intent =
  (state: PaymentState, field: StripeFact['field'] = 'amount'): Reader =>
  object => ({ state, key: textOf(object, 'id'), field })

const reversal =
  (state: PaymentState): Reader =>
  object => ({ state, key: textOf(object, 'id'), field: 'amount', parentTransactionId: idOf(object, 'payment_intent') })

// A session is completed when the buyer has finished it. The money of a bank debit or transfer arrives days later.
function completedSession(object: Json): StripeFact | Ignored {
  const { payment_status: status } = object
  if (status === 'paid') return session('Completed')(object)
  if (status === 'unpaid') return session('Pending')(object)
  return { ignored: 'a session that needed no payment moves no money' }
}

// A pending refund moves no money yet. One that succeeded can fail weeks later (Stripe, Refunds: failed refunds).
function refund(object: Json): StripeFact | Ignored {
  if (object['status'] === 'succeeded') return reversal('Refunded')(object)
  if (object['status'] === 'failed') return reversal('RefundFailed')(object)
  return { ignored: 'a refund that has not succeeded moves no money' }
}

function closedDispute(object: Json): StripeFact | Ignored {
  const { status } = object
  if (status === 'won' || status === 'warning_closed') return reversal('ReversalCanceled')(object)
  if (status !== 'lost') return { ignored: 'a dispute that is neither won nor lost changes nothing' }
  return { ignored: 'a dispute was lost: the organizer decides what becomes of its order', alarm: 'dispute-lost' }
}

// Stripe, Event types. The event charge.refunded is left out: its amount is the sum of all refunds of the charge.
const readers = new Map<string, Reader>([
  ['checkout.session.completed', completedSession],
  ['checkout.session.async_payment_succeeded', session('Completed')],
  ['checkout.session.async_payment_failed', session('Denied')],
  ['payment_intent.succeeded', intent('Completed', 'amount_received')],
  ['payment_intent.processing', intent('Pending')],
  ['payment_intent.payment_failed', intent('Denied')],
  ['payment_intent.canceled', intent('Denied')],
  ['refund.created', refund],
  ['refund.updated', refund],
  ['charge.refund.updated', refund],
  ['refund.failed', reversal('RefundFailed')],
  ['charge.dispute.created', reversal('Reversed')],
  ['charge.dispute.funds_withdrawn', reversal('Reversed')],
  ['charge.dispute.funds_reinstated', reversal('ReversalCanceled')],
  ['charge.dispute.closed', closedDispute],
])

/** The movement of money that an event reports, or the reason why it reports none. */
export function readStripeFact({ type, object }: StripeEvent): StripeFact | Ignored {
  return readers.get(type)?.(object) ?? { ignored: `events of type ${type.slice(0, 64)} are not recorded` }
}
