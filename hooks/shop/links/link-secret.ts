import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Key, KeyRing } from './key-ring.ts'

/** The page that a link opens. */
export interface LinkTarget {
  kind: 'order' | 'ticket'
  namespace: string
  name: string
}

/** Whether a link with a right secret is for the object with this uid. */
export type UidCheck = (uid: string) => boolean

/** The number of bytes of the uid's digest and of the code in a secret. */
const tagBytes = 6
const codeBytes = 16
const secretPattern = /^([a-z0-9]{1,16})\.([\w-]{8})([\w-]{22})$/

/**
 * The secret of a link: `<key id>.<digest of the uid, 48 bits><code, 128 bits>`, in base64url. Nothing is stored. A
 * recreated object has another uid, and so another link; a restored one keeps its first uid. With the digest, a link can be
 * checked before its object is read.
 */
export function signLink(ring: KeyRing, { uid, ...target }: LinkTarget & { uid: string }): string {
  const key = ring.signingKey()
  const tag = uidTag(uid)
  return `${key.id}.${tag}${codeOf(key, { ...target, tag }).toString('base64url')}`
}

/**
 * Checks the secret of a link without any knowledge of its object: undefined if it is wrong. The duration depends neither
 * on the right code nor on the existence of the object. A right secret is for one uid: check it once the object is read.
 */
export function checkLink(ring: KeyRing, target: LinkTarget, secret: string): UidCheck | undefined {
  const [, id = '', tag = '', code = ''] = secretPattern.exec(secret) ?? []
  // An unknown key costs the same computation as a known one.
  const key = ring.findKey(id)
  const expected = codeOf(key ?? nobodysKey, { ...target, tag })
  const given = Buffer.alloc(codeBytes)
  given.write(code, 'base64url')
  const isEqual = timingSafeEqual(expected, given)
  if (!isEqual || key === undefined || given.toString('base64url') !== code) return undefined
  return uid => uidTag(uid) === tag
}

const nobodysKey: Key = { id: '', bytes: Buffer.alloc(32) }

function codeOf({ bytes }: Key, { kind, namespace, name, tag }: LinkTarget & { tag: string }): Buffer {
  return createHmac('sha256', bytes).update([kind, namespace, name, tag].join('|')).digest().subarray(0, codeBytes)
}

function uidTag(uid: string): string {
  return createHash('sha256').update(uid).digest().subarray(0, tagBytes).toString('base64url')
}
