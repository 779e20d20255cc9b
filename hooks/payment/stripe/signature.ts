import { createHmac, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../refusal.ts'

/** The largest difference between the time of a signature and now (Stripe, Webhooks: prevent replay attacks). */
const toleranceSeconds = 300

/**
 * Throws a Refusal unless the header Stripe-Signature (t=<seconds>,v1=<hex>, …) signs exactly these bytes with one of the
 * secrets, within five minutes of `now` (milliseconds). During the rotation of a secret there are several secrets and
 * several signatures. Other schemes than v1 are ignored (Stripe, Webhooks: verify webhook signatures manually).
 */
export function requireSignature(
  bytes: Buffer,
  { header, secrets, now }: { header: string | undefined; secrets: string[]; now: number },
): void {
  if (secrets.length === 0) throw signatureRefusal('a signing secret of Stripe must be configured')
  const parts = (header ?? '').split(',').map(part => part.trim().split('=', 2))
  const valuesOf = (scheme: string) => parts.filter(([name]) => name === scheme).map(([, value = '']) => value)
  const [time = '', ...more] = valuesOf('t')
  if (!/^[0-9]{1,12}$/.test(time) || more.length > 0) throw signatureRefusal('it must have exactly one time (t=)')
  const signatures = valuesOf('v1').map(hex => Buffer.from(hex, 'hex'))
  const expected = secrets.map(secret => createHmac('sha256', secret).update(`${time}.`).update(bytes).digest())
  if (!expected.some(digest => signatures.some(signature => isSame(digest, signature)))) {
    throw signatureRefusal('it must sign this body with a configured signing secret')
  }
  if (Math.abs(now / 1000 - Number(time)) > toleranceSeconds)
    throw signatureRefusal(`its time must be within ${toleranceSeconds} seconds of now`)
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function signatureRefusal(must: string): Refusal {
  return new Refusal('not-genuine', `Cannot verify Stripe-Signature: ${must}`)
}
