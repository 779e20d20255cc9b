import type { PaymentState } from '../../../schema/payment.ts'
import { objectOf, textOf } from '../../body/json-object.ts'
import type { Ignored } from '../../payment-report.ts'
import type { PaypalEvent } from './event.ts'

/** The change of a capture that an event reports. */
export interface PaypalFact {
  state: PaymentState
  /** The id of the capture that a refund or a reversal takes back; undefined if the event does not name it. */
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

/** The change that an event reports, or the reason why it moves no money. */
export function readPaypalFact({ type, resource }: PaypalEvent): PaypalFact | Ignored {
  const state = states.get(type)
  if (state === 'Refunded' && (textOf(resource, 'status') ?? 'COMPLETED') !== 'COMPLETED') {
    return { ignored: 'a refund that is not completed moves no money' }
  }
  if (state === 'Refunded' || state === 'Reversed') return { state, parentTransactionId: captureOf(resource) }
  if (state !== undefined) return { state }
  // No event of the capture reports a dispute that was won.
  if (type === 'CUSTOMER.DISPUTE.RESOLVED') {
    return {
      ignored: 'a dispute ended: the organizer decides what becomes of its order',
      alarm: 'dispute-resolved',
    }
  }
  return { ignored: `events of type ${type.slice(0, 64)} are not recorded` }
}

// A refund names its capture only by a link (PayPal, Payments API v2: HATEOAS links, rel "up").
function captureOf(resource: PaypalEvent['resource']): string | undefined {
  const links = Array.isArray(resource['links']) ? resource['links'].map(objectOf) : []
  const up = links.find(link => link?.['rel'] === 'up')
  return /\/payments\/captures\/([!-.0-~]{1,255})$/.exec(textOf(up, 'href') ?? '')?.[1]
}
