import t from 'tap'
import { cutText, lengthOf, readText } from '../../../hooks/shop/placing/typed-text.ts'
import { fc } from '../../fixtures/properties.ts'

t.test('a text is read without spaces around it, and in one way of writing', async t => {
  const fields = { name: '  Zoe\u0308 \r\n', both: ['first', 'second'], none: [], number: 7, object: { a: 'b' } }
  const names = ['name', 'both', 'none', 'number', 'object', 'missing', 'toString', '__proto__']
  t.strictSame(
    names.map(name => readText(fields, name)),
    ['Zoë', 'first', '', '', '', '', '', ''],
  )
  t.equal(readText({ name: 'a\0b\u001b[31mc\ud800' }, 'name'), 'a b [31mc\ufffd')
})

t.test('no text has a control character, half a character, or space around it', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const read = readText({ text }, 'text')
      return !/\p{Cc}/u.test(read) && read.isWellFormed() && read === read.trim()
    }),
  )
})

t.test('a length is a number of characters, not of their halves', async t => {
  t.strictSame(['', 'abc', '😀é'].map(lengthOf), [0, 3, 2])
})

t.test('a text that is shown again is cut between two characters', async t => {
  t.equal(cutText('Ada'), 'Ada')
  t.equal(cutText('😀'.repeat(301)), '😀'.repeat(300))
})
