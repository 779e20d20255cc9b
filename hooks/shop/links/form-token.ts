import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from './key-ring.ts'
import { newOrderName } from './order-name.ts'

export interface FormPlace {
  namespace: string
  /** In milliseconds since 1970. */
  now: number
}

/** A form that was sent later than this is shown again, with a new token. */
const lifetimeSeconds = 12 * 3600

const pattern = /^([a-z0-9]{1,16})\.(web-[a-z2-7]{13})\.([0-9]{1,12})\.([\w-]{22})$/

/**
 * The token of a new order form, `<key id>.<order>.<seconds>.<code>`. It names the order, so a form that is sent twice creates
 * one order. Without the code, anybody could name the order of another buyer and be sent to its page.
 */
export function issueFormToken(ring: KeyRing, { namespace, now }: FormPlace): string {
  const key = ring.signingKey()
  const claim = `${newOrderName()}.${Math.floor(now / 1000)}`
  return `${key.id}.${claim}.${codeOf(key, namespace, claim)}`
}

/** The name of the order that a form creates; undefined if its token is wrong, of another conference, or too old. */
export function readFormToken(ring: KeyRing, { namespace, now }: FormPlace, token: string): string | undefined {
  const [, id = '', order = '', seconds = '', code = ''] = pattern.exec(token) ?? []
  const key = ring.findKey(id)
  if (key === undefined || !isSame(codeOf(key, namespace, `${order}.${seconds}`), code)) return undefined
  return now / 1000 - Number(seconds) > lifetimeSeconds ? undefined : order
}

function codeOf({ bytes }: Key, namespace: string, claim: string): string {
  const code = createHmac('sha256', bytes).update(`form|${namespace}|${claim}`).digest()
  return code.subarray(0, 16).toString('base64url')
}

function isSame(expected: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(expected), Buffer.from(given))
}
