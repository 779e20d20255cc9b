import t from 'tap'
import { derivePublicKey, deriveSigningKey, writePublicKey } from '../../../hooks/shop/tickets/keys.ts'
import { openssl, withoutOpenssl } from '../../fixtures/shop/openssl.ts'
import { masterKeyOf, ticketVectors } from '../../fixtures/shop/ticket-vectors.ts'

t.test('the key of a conference follows from the master key and its name', async t => {
  for (const vector of ticketVectors) {
    const { d } = deriveSigningKey(masterKeyOf(vector), vector.conference).export({ format: 'jwk' })
    t.equal(Buffer.from(String(d), 'base64url').toString('hex'), vector.seed)
    t.equal(writePublicKey(derivePublicKey(masterKeyOf(vector), vector.conference)), vector.publicKey)
  }
})

t.test('another conference or another master key has another key', async t => {
  const keys = [1, 2].flatMap(fill =>
    ['cloudconf', 'cloudcon', 'f'].map(name =>
      writePublicKey(derivePublicKey({ bytes: Buffer.alloc(32, fill) }, name)),
    ),
  )
  t.equal(new Set(keys).size, 6)
  for (const key of keys) t.equal(Buffer.from(key, 'base64').length, 32)
})

t.test('the command openssl derives the same keys', { skip: withoutOpenssl }, async t => {
  for (const vector of ticketVectors) {
    const { bytes } = masterKeyOf(vector)
    const options = [
      'digest:SHA256',
      `hexkey:${bytes.toString('hex')}`,
      'salt:kconference ticket v1',
      `info:${vector.conference}`,
    ].flatMap(option => ['-kdfopt', option])
    const seed = openssl(['kdf', '-keylen', '32', ...options, '-binary', 'HKDF'])
    t.equal(seed.toString('hex'), vector.seed)
    // RFC 8410, section 7.
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
    const spki = openssl(['pkey', '-inform', 'DER', '-pubout', '-outform', 'DER'], pkcs8)
    t.equal(spki.subarray(-32).toString('base64'), vector.publicKey)
  }
})
