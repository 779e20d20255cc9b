import { Refusal } from '../refusal.ts'

/** A JSON object that no schema has checked. */
export type Json = Readonly<Record<string, unknown>>

/** Parses a body that must be one JSON object. Throws a Refusal otherwise. */
export function parseJsonObject(text: string): Json {
  const body = objectOf(parseJson(text))
  if (body === undefined) throw new Refusal('malformed', 'Cannot read the body: it must be a JSON object')
  return body
}

/** The value if it is an object, otherwise undefined. */
export function objectOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

/** The property of that name if it is a string with at least one character, otherwise undefined. */
export function textOf(object: Json | undefined, name: string): string | undefined {
  const value = object?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('malformed', 'Cannot read the body: it must be JSON')
  }
}
