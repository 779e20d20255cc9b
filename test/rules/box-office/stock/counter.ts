import t from 'tap'
import { Counter } from '../../../../hooks/rules/box-office/stock/counter.ts'

t.test('a counter counts for each key, down again too', async t => {
  const counter = new Counter()
  t.equal(counter.count('a'), 0, 'a key that was never counted')
  counter.add('a', 2)
  counter.add('a', 3)
  counter.add('b', -1)
  t.strictSame([counter.count('a'), counter.count('b')], [5, -1])
  counter.add('a', -4)
  t.equal(counter.count('a'), 1)
})

t.test('a key without a number takes no memory', async t => {
  const counter = new Counter()
  counter.add('a', 2)
  counter.add('a', -2)
  counter.add('b', 0)
  t.strictSame([counter.count('a'), counter.count('b'), counter.clear()], [0, 0, []])
})

t.test('a counter that is cleared names the keys that had a number', async t => {
  const counter = new Counter()
  counter.add('a', 1)
  counter.add('b', -2)
  t.strictSame(counter.clear(), ['a', 'b'])
  t.strictSame([counter.count('a'), counter.count('b'), counter.clear()], [0, 0, []])
})
