import type { PaymentState } from '../../schema/payment.ts'
import { type Json, textOf } from '../body/json-object.ts'
import type { Ignored } from '../payment-report.ts'
import { idOf, type StripeEvent } from './event.ts'

/**
 * What an event says happened. `key` names it for good: the payment intent for money that comes, so that the events of a
 * session and of its intent are one fact; the refund; the dispute.
 */
export interface StripeFact {
  state: PaymentState
  key: string | undefined
  /** The field of the object that holds the amount. */
  field: 'amount_total' | 'amount_received' | 'amount'
  /** The payment that this takes back, if it does. */
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

// A session is completed when the buyer is through with it. Bank debits and transfers are paid days later.
function completedSession(object: Json): StripeFact | Ignored {
  const { payment_status: status } = object
  if (status === 'paid') return session('Completed')(object)
  if (status === 'unpaid') return session('Pending')(object)
  return { ignored: 'a session that needed no payment moves no money' }
}

// Recorded once it went through: a refund that is on its way can still fail.
function refund(object: Json): StripeFact | Ignored {
  if (object['status'] === 'succeeded') return reversal('Refunded')(object)
  return { ignored: 'a refund that has not succeeded moves no money' }
}

function closedDispute(object: Json): StripeFact | Ignored {
  const { status } = object
  if (status === 'won' || status === 'warning_closed') return reversal('ReversalCanceled')(object)
  if (status !== 'lost') return { ignored: 'a dispute that is neither won nor lost changes nothing' }
  return { ignored: 'a dispute was lost: what becomes of its order is for the organizer to say', alarm: 'dispute-lost' }
}

const failedRefund: Reader = () => ({
  ignored: 'a refund failed: the buyer has not got the money',
  alarm: 'refund-failed',
})

// Stripe, Event types. Not here: charge.refunded, whose amount is that of all refunds together.
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
  ['refund.failed', failedRefund],
  ['charge.dispute.created', reversal('Reversed')],
  ['charge.dispute.funds_withdrawn', reversal('Reversed')],
  ['charge.dispute.funds_reinstated', reversal('ReversalCanceled')],
  ['charge.dispute.closed', closedDispute],
])

/** What an event says happened, or why it moves no money. */
export function readStripeFact({ type, object }: StripeEvent): StripeFact | Ignored {
  return readers.get(type)?.(object) ?? { ignored: `events of type ${type.slice(0, 64)} are not recorded` }
}
