import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** The key and the certificate (PEM) with which the played PayPal signs its webhooks. */
export interface Signer {
  key: KeyObject
  certificate: string
}

const day = 24 * 3_600_000

/**
 * A new RSA key with a self-signed certificate for a name of PayPal, valid for 30 days around now. Node cannot write
 * certificates, and this one needs no more than version 1 (RFC 5280, Certificate).
 */
export function createSigner(now: number): Signer {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const algorithm = sequence(objectId('2a864886f70d01010b'), Buffer.from('0500', 'hex'))
  const name = sequence(
    element(0x31, sequence(objectId('550403'), element(0x0c, Buffer.from('messageverificationcerts.paypal.com')))),
  )
  const content = sequence(
    element(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(now - day), time(now + 30 * day)),
    name,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  )
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', content, key)]))
  const lines = sequence(content, algorithm, signature).toString('base64').replaceAll(/.{64}/g, '$&\n')
  return { key, certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` }
}

function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts))
}

function objectId(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, 'hex'))
}

/** UTCTime, which the standard requires for years before 2050. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/\D/g, '')
  return element(0x17, Buffer.from(`${digits.slice(2, 14)}Z`))
}

/** A tag, the length in as few bytes as possible, and the content (X.690, DER). */
function element(tag: number, content: Buffer): Buffer {
  const hex = content.length.toString(16)
  const length = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  const prefix = content.length < 128 ? [tag] : [tag, 0x80 + length.length]
  return Buffer.concat([Buffer.from(prefix), length, content])
}
