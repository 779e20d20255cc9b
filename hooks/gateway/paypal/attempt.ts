import { type Json, objectOf, textOf } from '../../payment/body/json-object.ts'
import { readPaypalMovement } from '../../payment/paypal/webhooks/movement.ts'
import { Refusal } from '../../payment/refusal.ts'
import type { PaymentState } from '../../schema/payment.ts'
import type { Attempt, AttemptState } from '../gateway.ts'
import { readAnswer, requireText } from '../read-answer.ts'
import { linkOf } from './paypal-error.ts'

/** An order that nobody approves expires after three hours (PayPal, Orders API v2: order.links). */
const orderLifeMs = 3 * 3_600_000

/** PayPal, Orders API v2: order.status. */
const states: Readonly<Record<string, AttemptState>> = {
  CREATED: 'open',
  SAVED: 'open',
  PAYER_ACTION_REQUIRED: 'open',
  APPROVED: 'approved',
  VOIDED: 'expired',
}

/**
 * The states of a capture (PayPal, Payments API v2: capture.status). A refund does not undo the capture: it is a movement
 * of its own.
 */
const captureStates: Readonly<Record<string, [AttemptState, PaymentState]>> = {
  COMPLETED: ['paid', 'Completed'],
  PARTIALLY_REFUNDED: ['paid', 'Completed'],
  REFUNDED: ['paid', 'Completed'],
  PENDING: ['pending', 'Pending'],
  DECLINED: ['declined', 'Denied'],
  FAILED: ['declined', 'Denied'],
}

/** Reads an order from the answer to a GET, or to a capture that asks for the whole order. Throws a GatewayError. */
export function readOrder(order: Json): Attempt {
  return readAnswer('PayPal', () => {
    const id = requireText(order, 'id')
    const status = requireText(order, 'status')
    const [capture] = listOf(payments(order)?.['captures'])
    if (capture !== undefined) return { id, ...readCapture(capture) }
    const state = states[status]
    if (state === undefined)
      throw new Refusal('malformed', `Cannot read status "${status}": it must be a known status of an order`)
    return { id, state, facts: [], ...(state === 'open' && openOf(order)) }
  })
}

/** The refunds of an order, as GET answers them. */
export function refundsOf(order: Json): Json[] {
  return listOf(payments(order)?.['refunds'])
}

/** The key with which an order was created; undefined if it has none. */
export function keyOfOrder(order: Json): string | undefined {
  return textOf(unitOf(order), 'invoice_id')
}

function readCapture(capture: Json): Pick<Attempt, 'state' | 'facts'> {
  const known = captureStates[requireText(capture, 'status')]
  if (known === undefined) throw new Refusal('malformed', 'Cannot read status: a capture must have a known one')
  const [state, payment] = known
  return { state, facts: [readPaypalMovement(capture, { state: payment })] }
}

function openOf(order: Json): Pick<Attempt, 'url' | 'until'> {
  const url = linkOf(order, ['payer-action', 'approve'])
  if (url === undefined)
    throw new Refusal('malformed', 'Cannot read links: an open order must have a page for the buyer')
  const created = Date.parse(textOf(order, 'create_time') ?? '')
  return { url, ...(!Number.isNaN(created) && { until: created + orderLifeMs }) }
}

function unitOf(order: Json): Json | undefined {
  return listOf(order['purchase_units'])[0]
}

function payments(order: Json): Json | undefined {
  return objectOf(unitOf(order)?.['payments'])
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(one => objectOf(one) ?? {}) : []
}
