import t from 'tap'
import { CountsByKey } from '../../../../hooks/rules/box-office/stock/counts-by-key.ts'

t.test('the numbers of each key go up and down', async t => {
  const counts = new CountsByKey()
  t.equal(counts.count('a'), 0, 'a key that was never counted')
  counts.add('a', 2)
  counts.add('a', 3)
  counts.add('b', -1)
  t.strictSame([counts.count('a'), counts.count('b')], [5, -1])
  counts.add('a', -4)
  t.equal(counts.count('a'), 1)
})

t.test('a key without a number takes no memory', async t => {
  const counts = new CountsByKey()
  counts.add('a', 2)
  counts.add('a', -2)
  counts.add('b', 0)
  t.strictSame([counts.count('a'), counts.count('b'), counts.clear()], [0, 0, []])
})

t.test('clearing returns the keys that had a number', async t => {
  const counts = new CountsByKey()
  counts.add('a', 1)
  counts.add('b', -2)
  t.strictSame(counts.clear(), ['a', 'b'])
  t.strictSame([counts.count('a'), counts.count('b'), counts.clear()], [0, 0, []])
})
