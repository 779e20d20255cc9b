import type { PaymentState } from '../../../schema/payment.ts'
import { objectOf, textOf } from '../../body/json-object.ts'
import type { Ignored } from '../../payment-report.ts'
import type { PaypalEvent } from './event.ts'

/** What an event says happened to a capture. */
export interface PaypalFact {
  state: PaymentState
  /** The capture that this takes back, where it takes one back and says which. */
  parentTransactionId?: string | undefined
}

// PayPal, Webhook event names: Payments V2, and PAYMENT.CAPTURE.DENIED of V1.
const states = new Map<string, PaymentState>([
  ['PAYMENT.CAPTURE.COMPLETED', 'Completed'],
  ['PAYMENT.CAPTURE.PENDING', 'Pending'],
  ['PAYMENT.CAPTURE.DENIED', 'Denied'],
  ['PAYMENT.CAPTURE.DECLINED', 'Denied'],
  ['PAYMENT.CAPTURE.REFUNDED', 'Refunded'],
  ['PAYMENT.CAPTURE.REVERSED', 'Reversed'],
])

/** What an event says happened, or why it moves no money. */
export function readPaypalFact({ type, resource }: PaypalEvent): PaypalFact | Ignored {
  const state = states.get(type)
  if (state === 'Refunded' && (textOf(resource, 'status') ?? 'COMPLETED') !== 'COMPLETED') {
    return { ignored: 'a refund that is not completed moves no money' }
  }
  if (state === 'Refunded' || state === 'Reversed') return { state, parentTransactionId: captureOf(resource) }
  if (state !== undefined) return { state }
  // A dispute that was won is told by no event of the capture.
  if (type === 'CUSTOMER.DISPUTE.RESOLVED') {
    return {
      ignored: 'a dispute ended: what becomes of its order is for the organizer to say',
      alarm: 'dispute-resolved',
    }
  }
  return { ignored: `events of type ${type.slice(0, 64)} are not recorded` }
}

// A refund says its capture by a link only (PayPal, Payments API v2: HATEOAS links, rel "up").
function captureOf(resource: PaypalEvent['resource']): string | undefined {
  const links = Array.isArray(resource['links']) ? resource['links'].map(objectOf) : []
  const up = links.find(link => link?.['rel'] === 'up')
  return /\/payments\/captures\/([!-.0-~]{1,255})$/.exec(textOf(up, 'href') ?? '')?.[1]
}
