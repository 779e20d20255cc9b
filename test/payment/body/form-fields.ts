import t from 'tap'
import { decodeValue, readFormFields } from '../../../hooks/payment/body/form-fields.ts'
import { fc } from '../../fixtures/properties.ts'

const read = (body: string) => readFormFields(Buffer.from(body, 'latin1')).map(({ name, value }) => [name, value])

t.test('escapes are bytes in any charset', async t => {
  const table: [string, string[][]][] = [
    [
      'custom=order-1&mc_gross=29.90',
      [
        ['custom', 'order-1'],
        ['mc_gross', '29.90'],
      ],
    ],
    ['first_name=Jos%E9', [['first_name', 'Jos\xe9']]],
    ['first_name=Jos\xe9', [['first_name', 'Jos\xe9']]],
    ['mc%5Fgross=1', [['mc_gross', '1']]],
    ['item_name=a+b%2Bc', [['item_name', 'a b+c']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=%zz%4', [['a', '%zz%4']]],
    ['a', [['a', '']]],
    ['', [['', '']]],
  ]
  for (const [body, fields] of table) t.strictSame(read(body), fields, body)
  t.strictSame(readFormFields(Buffer.from('a=1')), [{ name: 'a', value: '1', type: 'string' }])
})

t.test('the output of URLSearchParams is read back', async () => {
  const ascii = fc.string({ unit: 'grapheme-ascii' })
  fc.assert(
    fc.property(fc.array(fc.tuple(ascii, ascii), { minLength: 1 }), pairs => {
      const body = new URLSearchParams(pairs).toString()
      return JSON.stringify(read(body)) === JSON.stringify(pairs)
    }),
  )
})

function first(body: string): string {
  const fields = readFormFields(Buffer.from(body))
  const [field] = fields
  return field === undefined ? '' : decodeValue(field, fields)
}

t.test('a value is decoded from the charset that its form names', async t => {
  const table: [string, string][] = [
    ['business=M%FCller%80', 'Müller€'],
    ['business=M%FCller%80&charset=windows-1252', 'Müller€'],
    ['business=M%C3%BCller&charset=UTF-8', 'Müller'],
    ['business=%88%A4&charset=Shift_JIS', '愛'],
    ['business=M%FCller&charset=nobody-knows', 'Müller'],
    ['business=shop%40example.org&charset=gb2312', 'shop@example.org'],
  ]
  for (const [body, text] of table) t.equal(first(body), text, body)
})
