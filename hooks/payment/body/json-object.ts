import { Refusal } from '../refusal.ts'

/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>

/** The JSON object that a body is. Throws a Refusal where it is something else. */
export function readJsonObject(bytes: Buffer): Json {
  const body = objectOf(parsed(bytes))
  if (body === undefined) throw new Refusal('malformed', 'Cannot read the body: it must be a JSON object')
  return body
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

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new Refusal('malformed', 'Cannot read the body: it must be JSON')
  }
}
