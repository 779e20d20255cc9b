import t from 'tap'
import { readJsonFields } from '../../../hooks/payment/body/json-fields.ts'
import { fc } from '../../fixtures/properties.ts'

const read = (body: string) => readJsonFields(Buffer.from(body)).map(({ name, value, type }) => [name, value, type])

t.test('the fields of a JSON object keep the digits of numbers', async t => {
  const table: [string, string[][]][] = [
    ['{}', []],
    [
      ' { "mc_gross" : 29.90 , "custom":"order-1"}',
      [
        ['mc_gross', '29.90', 'number'],
        ['custom', 'order-1', 'string'],
      ],
    ],
    ['{"mc_gross":-1.50e0}', [['mc_gross', '-1.50e0', 'number']]],
    ['{"mc_gross":0.1000000000000000055}', [['mc_gross', '0.1000000000000000055', 'number']]],
    [
      '{"a":null,"b":true}',
      [
        ['a', 'null', 'other'],
        ['b', 'true', 'other'],
      ],
    ],
    [
      '{"a":{"mc_gross":1},"b":[{"c":[2]}],"d":"x"}',
      [
        ['a', '{', 'other'],
        ['b', '[', 'other'],
        ['d', 'x', 'string'],
      ],
    ],
    [
      '{"custom":"a","cus\\u0074om":"b"}',
      [
        ['custom', 'a', 'string'],
        ['custom', 'b', 'string'],
      ],
    ],
    [
      '{"a":"\\"},{\\\\","b":"é"}',
      [
        ['a', '"},{\\', 'string'],
        ['b', 'é', 'string'],
      ],
    ],
    ['{"__proto__":"x"}', [['__proto__', 'x', 'string']]],
  ]
  for (const [body, fields] of table) t.strictSame(read(body), fields, body)
})

t.test('any other body is refused', async t => {
  const table: [string | Buffer, string][] = [
    ['', 'Cannot read the body: it must be JSON'],
    ['custom=order-1', 'Cannot read the body: it must be JSON'],
    ['{"a":1', 'Cannot read the body: it must be JSON'],
    ['[]', 'Cannot read the body: it must be a JSON object'],
    ['null', 'Cannot read the body: it must be a JSON object'],
    ['"custom"', 'Cannot read the body: it must be a JSON object'],
    [Buffer.from('{"first_name":"Jos\xe9"}', 'latin1'), 'Cannot read the body: it must be UTF-8'],
    [Buffer.from('{}', 'utf16le'), 'Cannot read the body: it must be JSON'],
  ]
  for (const [body, message] of table) {
    t.throws(() => readJsonFields(Buffer.from(body as string)), { outcome: 'malformed', message }, message)
  }
})

t.test('an object of strings has the same fields as with JSON.parse', async () => {
  const spaces = fc.constantFrom(0, 2)
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), spaces, (value, indent) => {
      const names = readJsonFields(Buffer.from(JSON.stringify(value, null, indent))).map(({ name }) => name)
      const strings = read(JSON.stringify(value)).filter(([, , type]) => type === 'string')
      const wanted = Object.entries(value).filter(([, field]) => typeof field === 'string')
      return (
        JSON.stringify(names) === JSON.stringify(Object.keys(value)) &&
        JSON.stringify(strings.map(([name, field]) => [name, field])) === JSON.stringify(wanted)
      )
    }),
  )
})
