import { type Json, objectOf, readJsonObject, textOf } from '../../body/json-object.ts'
import { Refusal } from '../../refusal.ts'

/** The fields of a webhook event of PayPal (PayPal, Webhooks Management API, event). */
export interface PaypalEvent {
  type: string
  /** Its subject, such as a capture or a refund. An event without one names no order. */
  resource: Json
}

/** Reads an event, tolerant of everything but what is needed. Throws a Refusal that names the field. */
export function readPaypalEvent(bytes: Buffer): PaypalEvent {
  const event = readJsonObject(bytes)
  const type = textOf(event, 'event_type')
  if (type === undefined) throw new Refusal('malformed', 'Cannot read event_type: it must be a string')
  return { type, resource: objectOf(event['resource']) ?? {} }
}
