import { type Json, objectOf, parseJsonObject, textOf } from '../../body/json-object.ts'
import { Refusal } from '../../refusal.ts'

/** The fields of a webhook event of PayPal (PayPal, Webhooks Management API, event). */
export interface PaypalEvent {
  type: string
  /** The object of the event, such as a capture or a refund. An event without one names no order. */
  resource: Json
}

/**
 * Reads the two required fields of an event and accepts anything beside them. Throws a Refusal that names the field.
 */
export function readPaypalEvent(bytes: Buffer): PaypalEvent {
  const event = parseJsonObject(bytes.toString())
  const type = textOf(event, 'event_type')
  if (type === undefined) throw new Refusal('malformed', 'Cannot read event_type: it must be a string')
  return { type, resource: objectOf(event['resource']) ?? {} }
}
