import t from 'tap'
import { compareNames, compareTexts } from '../../../hooks/report/reports/compare.ts'

t.test('texts are in the order of their characters, and missing ones come last', async t => {
  t.strictSame([undefined, 'b', 'a', undefined, 'B', 'a'].toSorted(compareTexts), [
    'B',
    'a',
    'a',
    'b',
    undefined,
    undefined,
  ])
  const pairs = [
    [undefined, 'a'],
    ['a', undefined],
    ['a', 'a'],
    ['a', 'b'],
    ['b', 'a'],
  ] as const
  t.strictSame(
    pairs.map(([a, b]) => compareTexts(a, b)),
    [1, -1, 0, -1, 1],
  )
})

t.test('names are in the order of a telephone book', async t => {
  t.strictSame(['Zuse', 'de Moivre', 'Ångström', 'Abel', 'Özil'].toSorted(compareNames), [
    'Abel',
    'Ångström',
    'de Moivre',
    'Özil',
    'Zuse',
  ])
  t.strictSame([compareNames(undefined, 'a'), compareNames('a', undefined)], [1, -1])
})
