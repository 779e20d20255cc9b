import { type Json, objectOf, parseJsonObject, textOf } from '../../body/json-object.ts'
import { Refusal } from '../../refusal.ts'

/** The fields of a webhook event of PayPal (PayPal, Webhooks Management API, event). */
export interface PaypalEvent {
  type: string
  /** The object of the event, such as a capture or a refund. */
  resource: Json
}

/**
 * Reads the two required fields of an event and accepts anything beside them. Throws a Refusal that names the field.
 */
export function readPaypalEvent(bytes: Buffer): PaypalEvent {
  const event = parseJsonObject(bytes.toString())
  const type = textOf(event, 'event_type')
  if (type === undefined) throw new Refusal('malformed', 'Cannot read event_type: it must be a string')
  const resource = objectOf(event['resource'])
  if (resource === undefined) throw new Refusal('malformed', 'Cannot read resource: it must be an object')
  return { type, resource }
}
