import { type Json, textOf } from '../payment/body/json-object.ts'
import { Refusal } from '../payment/refusal.ts'
import { GatewayError } from './gateway-error.ts'

/**
 * Reads an answer with code that reads webhooks. An answer that cannot be read is `unknown`: the call may have taken
 * effect.
 */
export function readAnswer<T>(gateway: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    throw new GatewayError('unknown', `Cannot read the answer of ${gateway}: it must be complete (${thrown.message})`, {
      cause: thrown,
    })
  }
}

/** The text in a field of an answer. Throws a Refusal that names the field. */
export function requireText(answer: Json, name: string): string {
  const text = textOf(answer, name)
  if (text === undefined) throw new Refusal('malformed', `Cannot read ${name}: it must be a text`)
  return text
}

/** Seconds to wait, in the header Retry-After, as milliseconds; a date or nonsense is ignored (RFC 9110, Retry-After). */
export function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get('retry-after') ?? ''
  return /^[0-9]{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

/** A text that a person reads, cut after so many bytes of UTF-8 and never inside a character. */
export function cutText(text: string, maxBytes: number): string {
  let kept = ''
  let size = 0
  for (const character of text.toWellFormed()) {
    size += Buffer.byteLength(character)
    if (size > maxBytes) break
    kept += character
  }
  return kept
}
