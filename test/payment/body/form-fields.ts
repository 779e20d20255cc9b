import t from 'tap'
import { readFormFields } from '../../../hooks/payment/body/form-fields.ts'
import { fc } from '../../fixtures/properties.ts'

const read = (body: string) => readFormFields(Buffer.from(body, 'latin1')).map(({ name, value }) => [name, value])

t.test('escapes are bytes, whatever the charset', async t => {
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

t.test('what URLSearchParams writes is read back', async () => {
  const ascii = fc.string({ unit: 'grapheme-ascii' })
  fc.assert(
    fc.property(fc.array(fc.tuple(ascii, ascii), { minLength: 1 }), pairs => {
      const body = new URLSearchParams(pairs).toString()
      return JSON.stringify(read(body)) === JSON.stringify(pairs)
    }),
  )
})
