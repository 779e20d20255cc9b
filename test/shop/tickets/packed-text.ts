import t from 'tap'
import { packText, unpackText } from '../../../hooks/shop/tickets/packed-text.ts'
import { fc } from '../../fixtures/properties.ts'

t.test('3 characters take 2 bytes', async t => {
  t.strictSame(packText(''), Buffer.alloc(0))
  t.equal(packText('a').toString('hex'), '0640', '1 × 1600')
  t.equal(packText('ab').toString('hex'), '0690', '1 × 1600 + 2 × 40')
  t.equal(packText('abc').toString('hex'), '0693', '1 × 1600 + 2 × 40 + 3')
  t.equal(packText('///').toString('hex'), 'f9ff', 'the highest: 39 × 1600 + 39 × 40 + 39')
  t.equal(packText('1/cloudconf/early-0000001').length, 18)
})

t.test('every name comes back', async () => {
  const unit = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-./')
  fc.assert(fc.property(fc.string({ unit, maxLength: 140 }), text => unpackText(packText(text)) === text))
})

t.test('bytes that no text packs to are refused, so that no text has two forms', async t => {
  for (const hex of ['06', '064006', 'fa00', 'ffff', '0000', '0001', '0028', '06400640', '0000ffff'])
    t.equal(unpackText(Buffer.from(hex, 'hex')), undefined, hex)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 8 }), bytes => {
      const text = unpackText(Buffer.from(bytes))
      return text === undefined || packText(text).equals(bytes)
    }),
  )
})

t.test('another character cannot be written', async t => {
  for (const text of ['A', 'ä', 'a b', 'a\0', 'a_b'])
    t.throws(() => packText(text), {
      name: 'RangeError',
      message: `Cannot write "${text}" into a code: it must have only lower-case letters, digits, ".", "-" and "/"`,
    })
})
