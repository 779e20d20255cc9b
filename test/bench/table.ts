import t from 'tap'
import { briefNumber, tableOf, wholeNumber } from '../../bench/table.ts'

t.test('a whole number is written in groups of three digits', async t => {
  t.strictSame([0, 999.4, 999.5, 12_345, 1_234_567].map(wholeNumber), ['0', '999', '1,000', '12,345', '1,234,567'])
})

t.test('a brief number has three significant digits', async t => {
  const numbers = [0, 0.000123456, 0.0123, 1, 9.876, 12.345, 99.96, 100.4, 12_345.6, -250.4]
  t.strictSame(numbers.map(briefNumber), [
    '0',
    '0.000123',
    '0.0123',
    '1',
    '9.88',
    '12.3',
    '100',
    '100',
    '12,346',
    '-250',
  ])
})

t.test('columns are as wide as their text, and numbers are on the right', async t => {
  const table = tableOf([
    ['what', 'median', 'least–most', 'unit'],
    ['syncs', '1,234', '1–20,000', '/s'],
    ['a longer name', '5', 'one–two', ''],
  ])
  t.equal(
    table,
    [
      'what           median  least–most  unit',
      '─────────────  ──────  ──────────  ────',
      'syncs           1,234    1–20,000  /s',
      'a longer name       5  one–two',
    ].join('\n'),
  )
})
