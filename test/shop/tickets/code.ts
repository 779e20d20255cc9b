import { generateKeyPairSync, sign } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readBase32, writeBase32 } from '../../../hooks/shop/tickets/base32.ts'
import {
  codeUrl,
  hasGenuineSignature,
  isCodeOf,
  readTicketCode,
  signTicketCode,
  type TicketCode,
} from '../../../hooks/shop/tickets/code.ts'
import { derivePublicKey, deriveSigningKey } from '../../../hooks/shop/tickets/keys.ts'
import { fc } from '../../fixtures/properties.ts'
import { openssl, withoutOpenssl } from '../../fixtures/shop/openssl.ts'
import { masterKeyOf, type TicketVector, ticketVectors } from '../../fixtures/shop/ticket-vectors.ts'

const [first, second] = ticketVectors as [TicketVector, TicketVector]
const publicKey = derivePublicKey(masterKeyOf(first), 'cloudconf')
const read = (text: string) => readTicketCode(text) as TicketCode

t.test('the vectors of the documentation', async t => {
  t.equal(ticketVectors.length, 3)
  for (const vector of ticketVectors) {
    const { keyId, conference, ticket, uid, serial, code } = vector
    t.equal(signTicketCode({ conference, ticket, uid, serial }, masterKeyOf(vector)), code)
    t.match(readTicketCode(code), { keyId, conference, ticket, serial })
    t.equal(readTicketCode(code)?.signature.toString('hex'), vector.signature)
    t.ok(hasGenuineSignature(read(code), derivePublicKey(masterKeyOf(vector), conference)))
    t.ok(isCodeOf(read(code), uid))
    t.notOk(isCodeOf(read(code), `${uid}0`), 'nor for a ticket of the same name')
    t.strictSame(readTicketCode(code.toLowerCase()), readTicketCode(code), 'a hand scanner may write in lower case')
  }
})

t.test('a code counts only for its own conference, key and purpose', async t => {
  const key = masterKeyOf(first)
  t.notOk(hasGenuineSignature(read(first.code), derivePublicKey(key, 'another')), 'for another conference')
  t.notOk(hasGenuineSignature(read(first.code), derivePublicKey(masterKeyOf(second), 'cloudconf')), 'by another key')
  t.notOk(hasGenuineSignature(read(first.code), generateKeyPairSync('ed25519').publicKey))
  const { signed } = read(first.code)
  const bare = sign(null, signed, deriveSigningKey(key, 'cloudconf'))
  t.notOk(hasGenuineSignature({ ...read(first.code), signature: bare }, publicKey), 'signed without the purpose')
})

t.test('no other bytes are a genuine code', async () => {
  const bytes = readBase32(first.code) as Buffer
  fc.assert(
    fc.property(fc.nat({ max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const other = writeBase32(bytes.map((byte, index) => (index === at ? byte ^ change : byte)))
      const code = readTicketCode(other)
      return code === undefined || !hasGenuineSignature(code, publicKey)
    }),
  )
})

t.test('other texts are no codes', async t => {
  const longest = signTicketCode(
    { conference: 'x'.repeat(63), ticket: 'y'.repeat(63), uid: 'uid', serial: 65_535 },
    { id: '9'.repeat(16), bytes: Buffer.alloc(32) },
  )
  t.equal(longest.length, 271)
  t.match(readTicketCode(longest), { ticket: 'y'.repeat(63) })
  const wrong = ['', 'A', first.code.slice(0, -1), first.code.slice(1), `${first.code}=`, writeBase32(Buffer.alloc(64))]
  for (const text of [...wrong, 'A'.repeat(301), 'A'.repeat(100_000)])
    t.equal(readTicketCode(text), undefined, text.slice(0, 200))
  fc.assert(fc.property(fc.string(), text => readTicketCode(text) === undefined))
})

t.test('the address has nothing but characters of the dense form of a QR code', async t => {
  const address = codeUrl('https://tickets.example.com', first.code)
  t.equal(address, `HTTPS://TICKETS.EXAMPLE.COM/T/${first.code}`)
  t.match(address, /^[0-9A-Z:/.]+$/)
  t.equal(codeUrl('http://127.0.0.1:3080', 'A'), 'HTTP://127.0.0.1:3080/T/A')
})

t.test('the command openssl verifies the vectors, and no changed one', { skip: withoutOpenssl }, async t => {
  const folder = t.testdir()
  const fileOf = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  for (const { code, publicKey, signed } of ticketVectors) {
    const bytes = readBase32(code) as Buffer
    // RFC 8410, section 4.
    const spki = Buffer.from(`302a300506032b6570032100${Buffer.from(publicKey, 'base64').toString('hex')}`, 'hex')
    const key = ['-pubin', '-keyform', 'DER', '-inkey', fileOf('key', spki)]
    const signature = ['-sigfile', fileOf('signature', bytes.subarray(-64))]
    const verify = (content: Buffer) =>
      openssl(['pkeyutl', '-verify', ...key, '-rawin', '-in', fileOf('content', content), ...signature]).toString()
    const content = Buffer.concat([Buffer.from('kconference ticket v1'), bytes.subarray(0, -64)])
    t.equal(content.subarray(21).toString('hex'), signed)
    t.equal(verify(content), 'Signature Verified Successfully\n')
    t.throws(() => verify(content.with(30, 255) as Buffer))
  }
})
