import { Refusal } from '../refusal.ts'
import type { Field } from './field.ts'
import { parseJsonObject } from './json-object.ts'

const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g

/**
 * The fields of a JSON object, repeated ones included; numbers keep their digits. Throws a Refusal for any other body.
 */
export function readJsonFields(bytes: Buffer): Field[] {
  const text = decodeUtf8(bytes)
  parseJsonObject(text)
  return readOutermostFields(text)
}

// JSON.parse keeps only the last of two equal names and rounds numbers, so this reads the text, known to be JSON, again.
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
