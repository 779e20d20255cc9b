import { timestamp } from '../../rules/time.ts'
import { type Json, objectOf, parseJsonObject, textOf } from '../body/json-object.ts'
import { Refusal } from '../refusal.ts'

/** The fields of an event that every version of Stripe's API has (Stripe API reference, Event). */
export interface StripeEvent {
  type: string
  livemode: boolean
  /** The connected account of the event, unchecked; undefined for an event of our own account. */
  account: unknown
  /** The time of the event (RFC 3339); undefined if it has none that can be read. */
  occurredAt: string | undefined
  /** The object of the event, such as a checkout session or a refund. A thin event has none, and so names no order. */
  object: Json
}

/** Reads the required fields of an event and accepts anything beside them. Throws a Refusal that names the field. */
export function readStripeEvent(bytes: Buffer): StripeEvent {
  const { type, livemode, data, account, created } = parseJsonObject(bytes.toString())
  if (typeof type !== 'string') throw new Refusal('malformed', 'Cannot read type: it must be a string')
  if (typeof livemode !== 'boolean') throw new Refusal('malformed', 'Cannot read livemode: it must be true or false')
  const object = objectOf(objectOf(data)?.['object']) ?? {}
  return { type, livemode, account: account ?? undefined, occurredAt: timeOf(created), object }
}

// Seconds since 1970. A time beyond the year 2200 is a mistake.
function timeOf(created: unknown): string | undefined {
  const isTime = typeof created === 'number' && Number.isInteger(created) && created > 0 && created < 7_258_118_400
  return isTime ? timestamp(created * 1_000) : undefined
}

/** The id of the object in that field, which holds the id alone or the whole object (Stripe, Expanding responses). */
export function idOf(object: Json, name: string): string | undefined {
  return textOf(object, name) ?? textOf(objectOf(object[name]), 'id')
}
