import t from 'tap'
import { formatTable } from '../../../hooks/report/format/table.ts'

const columns = { order: 'text', transactionId: 'text', coupon: 'text', paid: 'number' } as const
const row = (order: string, transactionId: string | undefined, paid: string) =>
  ({ order, transactionId, coupon: undefined, paid }) as const

t.test('texts are on the left and numbers on the right, without the columns that have no value', async t => {
  const rows = [row('ada', 'T1', '99.00'), row('grace', undefined, '-149.00')]
  t.equal(
    [...formatTable({ columns, rows })].join(''),
    [
      'ORDER   TRANSACTION ID      PAID',
      'ada     T1                 99.00',
      'grace                    -149.00',
      '',
    ].join('\n'),
  )
})

t.test('totals follow the rows', async t => {
  const totals = [row('TOTAL', undefined, '1299.00')]
  const lines = [
    ...formatTable({ columns: { order: 'text', paid: 'number' }, rows: [row('ada', 'T1', '9.00')], totals }),
  ]
  t.strictSame(lines, ['ORDER      PAID\n', 'ada        9.00\n', 'TOTAL   1299.00\n'])
})

t.test('nothing is printed for a report without rows', async t => {
  t.strictSame([...formatTable({ columns, rows: [] })], [])
})

t.test('a letter may take two columns of a terminal, or none', async t => {
  const rows = [
    row('山田', undefined, '1'),
    row('e\u0301a', undefined, '2'),
    row('ｆａ', undefined, '3'),
    row('abcde', undefined, '4'),
  ]
  const lines = ['ORDER   PAID\n', '山田       1\n', 'e\u0301a         2\n', 'ｆａ       3\n', 'abcde      4\n']
  t.strictSame([...formatTable({ columns, rows })], lines)
})

t.test('no text steers the terminal or changes the columns', async t => {
  const rows = [row('a\u001b[2J\nb\u202ec\u2028d', undefined, '1'), row('José 日本', undefined, '2')]
  t.strictSame(
    [...formatTable({ columns, rows })],
    ['ORDER         PAID\n', 'a�[2J�b�c�d      1\n', 'José 日本        2\n'],
  )
})
