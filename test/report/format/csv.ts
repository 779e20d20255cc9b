import t from 'tap'
import { formatCsv } from '../../../hooks/report/format/csv.ts'

const columns = { name: 'text', amount: 'number' } as const
const csv = (...rows: { name?: string; amount?: string | number }[]) =>
  [...formatCsv({ columns, rows: rows.map(row => ({ name: undefined, amount: undefined, ...row })) })].join('')

t.test('lines end with CRLF, and the first has the names of the columns', async t => {
  t.equal(csv(), 'name,amount\r\n')
  t.equal(csv({ name: 'Ada', amount: '29.90' }, { amount: 3 }), 'name,amount\r\nAda,29.90\r\n,3\r\n')
})

t.test('a field with a comma, a quote or a line break is quoted (RFC 4180)', async t => {
  t.equal(csv({ name: 'Lovelace, Ada' }), 'name,amount\r\n"Lovelace, Ada",\r\n')
  t.equal(csv({ name: 'Ada "the first"' }), 'name,amount\r\n"Ada ""the first""",\r\n')
  t.equal(csv({ name: 'Ada\nLovelace\r\n' }), 'name,amount\r\n"Ada\nLovelace\r\n",\r\n')
})

t.test('a text that a spreadsheet could calculate stays a text', async t => {
  const table: [name: string, field: string][] = [
    ['=HYPERLINK("http://a.example")', '"\'=HYPERLINK(""http://a.example"")"'],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['\nx', '"\'\nx"'],
    ['  =1+1', "'  =1+1"],
    ['＝1+1', "'＝1+1"],
    ['a=1', 'a=1'],
    ['Anna-Lena', 'Anna-Lena'],
  ]
  for (const [name, field] of table) t.equal(csv({ name }), `name,amount\r\n${field},\r\n`, name)
})

t.test('a negative number stays a number, but only in a column of numbers', async t => {
  t.equal(csv({ name: '-10.00', amount: '-10.00' }), "name,amount\r\n'-10.00,-10.00\r\n")
  t.equal(csv({ amount: -3 }, { amount: '-10.00+1' }), "name,amount\r\n,-3\r\n,'-10.00+1\r\n")
})
