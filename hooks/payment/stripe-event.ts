import { Refusal } from './refusal.ts'

/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>

/** The fields of an event that every version of Stripe's API has (Stripe API reference, Event). */
export interface StripeEvent {
  type: string
  livemode: boolean
  /** What it is about, such as a checkout session or a refund. */
  object: Json
}

/** Reads an event, tolerant of everything but what is needed. Throws a Refusal that names the field. */
export function readStripeEvent(bytes: Buffer): StripeEvent {
  const body = objectOf(parsed(bytes))
  if (body === undefined) throw new Refusal('malformed', 'reading the body: must be a JSON object')
  const { type, livemode, data } = body
  if (typeof type !== 'string') throw new Refusal('malformed', 'reading type: must be a string')
  if (typeof livemode !== 'boolean') throw new Refusal('malformed', 'reading livemode: must be true or false')
  const object = objectOf(objectOf(data)?.['object'])
  if (object === undefined) throw new Refusal('malformed', 'reading data.object: must be an object')
  return { type, livemode, object }
}

/** The object at that name, undefined where there is something else. */
export function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

/** The string of that name, undefined where there is something else, or nothing in it. */
export function textOf(object: Json | undefined, name: string): string | undefined {
  const value = object?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The id of another object that is referred to, by its id alone or expanded. */
export function idOf(object: Json, name: string): string | undefined {
  return textOf(object, name) ?? textOf(objectOf(object[name]), 'id')
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new Refusal('malformed', 'reading the body: must be JSON')
  }
}
