import { createHash } from 'node:crypto'
import t from 'tap'
import { readCodeBytes, uidTagOf, writeCodeBytes } from '../../../hooks/shop/tickets/code-bytes.ts'
import { packText } from '../../../hooks/shop/tickets/packed-text.ts'
import { fc } from '../../fixtures/properties.ts'
import { ticketVectors } from '../../fixtures/shop/ticket-vectors.ts'

const head = Buffer.from(`01${'00'.repeat(8)}`, 'hex')
const bytesOf = (names: string) => Buffer.concat([head, packText(names)])

t.test('the bytes of the vectors', async t => {
  for (const { uid, serial, conference, ticket, keyId, signed } of ticketVectors) {
    const bytes = writeCodeBytes({ uid, serial, conference, ticket }, keyId)
    t.equal(bytes.toString('hex'), signed)
    t.strictSame(readCodeBytes(bytes), { keyId, conference, ticket, serial, uidTag: uidTagOf(uid) })
  }
})

t.test('a uid is known by the first 48 bits of its SHA-256', async t => {
  t.equal(uidTagOf('uid').toString('hex'), createHash('sha256').update('uid').digest('hex').slice(0, 12))
})

t.test('every ticket comes back', async () => {
  const name = fc.string({
    unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-.'),
    minLength: 1,
    maxLength: 63,
  })
  const serials = fc.integer({ min: 0, max: 65_535 })
  fc.assert(
    fc.property(name, name, serials, fc.string(), (conference, ticket, serial, uid) => {
      const fields = readCodeBytes(writeCodeBytes({ conference, ticket, serial, uid }, '17'))
      return (
        fields?.conference === conference &&
        fields.ticket === ticket &&
        fields.serial === serial &&
        fields.keyId === '17' &&
        fields.uidTag.equals(uidTagOf(uid))
      )
    }),
  )
})

t.test('other bytes are no code', async t => {
  t.match(readCodeBytes(bytesOf('1/conf/ticket')), { keyId: '1', conference: 'conf', ticket: 'ticket' })
  for (const names of ['', '1', '1/conf', '1/conf/', '1//ticket', '/conf/ticket', '1/conf/ticket/2'])
    t.equal(readCodeBytes(bytesOf(names)), undefined, names)
  t.equal(readCodeBytes(Buffer.from(bytesOf('1/conf/ticket').with(0, 2))), undefined, 'another version')
  t.equal(readCodeBytes(Buffer.concat([bytesOf('1/conf/ticket'), Buffer.alloc(1)])), undefined, 'half a group')
  for (const length of [0, 1, 8]) t.equal(readCodeBytes(head.subarray(0, length)), undefined, `${length} bytes`)
})

t.test('a serial or a name that no ticket has cannot be written', async t => {
  const ticket = { conference: 'conf', ticket: 'ticket', uid: 'uid', serial: 0 }
  for (const serial of [-1, 65_536]) t.throws(() => writeCodeBytes({ ...ticket, serial }, '1'), RangeError)
  t.throws(() => writeCodeBytes({ ...ticket, conference: 'Conf' }, '1'), RangeError)
})
