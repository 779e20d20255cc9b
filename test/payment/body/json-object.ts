import t from 'tap'
import { objectOf, parseJsonObject, textOf } from '../../../hooks/payment/body/json-object.ts'

t.test('a body that is no JSON object is refused', async t => {
  t.strictSame(parseJsonObject('{"a":1}'), { a: 1 })
  const table: [string, string][] = [
    ['', 'Cannot read the body: it must be JSON'],
    ['{', 'Cannot read the body: it must be JSON'],
    ['null', 'Cannot read the body: it must be a JSON object'],
    ['[]', 'Cannot read the body: it must be a JSON object'],
    ['"x"', 'Cannot read the body: it must be a JSON object'],
  ]
  for (const [text, message] of table) {
    t.throws(() => parseJsonObject(text), { outcome: 'malformed', message }, text)
  }
})

t.test('a value of another type counts as missing', async t => {
  t.strictSame(objectOf({ a: 1 }), { a: 1 })
  for (const value of [undefined, null, [], 'x', 1]) t.equal(objectOf(value), undefined)
  t.equal(textOf({ a: 'x' }, 'a'), 'x')
  for (const a of [undefined, null, '', 1, {}]) t.equal(textOf({ a }, 'a'), undefined)
  t.equal(textOf(undefined, 'a'), undefined)
})
