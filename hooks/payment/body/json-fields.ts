import { Refusal } from '../refusal.ts'
import type { Field } from './field.ts'

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g

/** The fields of a JSON object, also those given twice, numbers as they were printed. Throws a Refusal unless it is one. */
export function readJsonFields(bytes: Buffer): Field[] {
  const text = decodeUtf8(bytes)
  const body = parsed(text)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new Refusal('malformed', 'Cannot read the body: it must be a JSON object')
  }
  return readOutermostFields(text)
}

// JSON.parse keeps the last of two equal names and rounds numbers, so the text, known to be JSON, is read once more.
function readOutermostFields(text: string): Field[] {
  const fields: Field[] = []
  let depth = 0
  let name: string | undefined
  for (const [token] of text.matchAll(tokens)) {
    if (token === '}' || token === ']') depth -= 1
    else if (depth === 1 && token !== ':' && token !== ',') {
      if (name === undefined) name = JSON.parse(token) as string
      else {
        fields.push({ name, ...readScalar(token) })
        name = undefined
      }
    }
    if (token === '{' || token === '[') depth += 1
  }
  return fields
}

function readScalar(token: string): Omit<Field, 'name'> {
  if (token.startsWith('"')) return { value: JSON.parse(token), type: 'string' }
  return { value: token, type: /^[-0-9]/.test(token) ? 'number' : 'other' }
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('malformed', 'Cannot read the body: it must be UTF-8')
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('malformed', 'Cannot read the body: it must be JSON')
  }
}
