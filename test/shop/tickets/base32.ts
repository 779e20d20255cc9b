import t from 'tap'
import { readBase32, writeBase32 } from '../../../hooks/shop/tickets/base32.ts'
import { fc } from '../../fixtures/properties.ts'

// RFC 4648, section 10, without the padding.
const vectors = [
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
] as const

t.test('the vectors of the RFC', async t => {
  for (const [text, code] of vectors) {
    t.equal(writeBase32(Buffer.from(text)), code)
    t.strictSame(readBase32(code), Buffer.from(text))
    t.strictSame(readBase32(code.toLowerCase()), Buffer.from(text), 'in lower case')
  }
})

t.test('other texts are no base32', async t => {
  const wrong = ['1', 'M', 'MZX', 'MZXW6Y', 'MZ', 'MY======', 'M Y', 'MY\n', 'ſY', 'ıY', 'MZXW6YTBOJ']
  for (const text of wrong) t.equal(readBase32(text), undefined, text)
})

t.test('all bytes come back, and each text stands for other bytes', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const text = writeBase32(bytes)
      return /^[A-Z2-7]*$/.test(text) && readBase32(text)?.equals(bytes) === true
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'), maxLength: 12 }), text => {
      const bytes = readBase32(text)
      return bytes === undefined || writeBase32(bytes) === text
    }),
  )
})
