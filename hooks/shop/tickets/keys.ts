import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'

/** A master key of 32 random bytes, and its id in codes: lower-case letters and digits. */
export interface MasterKey {
  id: string
  bytes: Buffer
}

/** The master keys of the shop (hooks/shop/links/key-ring.ts): one signs, all verify. */
export interface MasterKeys {
  signingKey(): MasterKey
  findKey(id: string): MasterKey | undefined
}

const salt = 'kconference ticket v1'

// RFC 8410, section 7: a private key of Ed25519 is its seed behind these bytes.
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key that signs the codes of a conference: Ed25519 with a seed of HKDF-SHA256 (RFC 5869) from the master key, with
 * the name of the conference as info. A conference needs no set-up, and its key reveals nothing about the other keys.
 */
export function deriveSigningKey(master: Pick<MasterKey, 'bytes'>, conference: string): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', master.bytes, salt, conference, 32))
  return createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
}

/** The key that verifies the codes of a conference. */
export function derivePublicKey(master: Pick<MasterKey, 'bytes'>, conference: string): KeyObject {
  return createPublicKey(deriveSigningKey(master, conference))
}

/** The 32 bytes of a public key (RFC 8032) in base64. */
export function writePublicKey(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
}
