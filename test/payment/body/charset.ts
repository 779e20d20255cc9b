import t from 'tap'
import { decodeValue } from '../../../hooks/payment/body/charset.ts'
import { readFormFields } from '../../../hooks/payment/body/form-fields.ts'

function first(body: string): string {
  const fields = readFormFields(Buffer.from(body))
  const [field] = fields
  return field === undefined ? '' : decodeValue(field, fields)
}

t.test('a value is decoded in the charset that its form names', async t => {
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
