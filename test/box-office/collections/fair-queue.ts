import t from 'tap'
import { createFairQueue } from '../../../hooks/box-office/collections/fair-queue.ts'

const anybody = () => true

t.test('each owner is served in turn, and its items in their order', async t => {
  const queue = createFairQueue<string, string>()
  const take = (times: number) => Array.from({ length: times }, () => queue.take(anybody))
  queue.push('large', ['l1', 'l2', 'l3'])
  queue.push('small', ['s1'])
  queue.push('none', [])
  queue.push('large', ['l4'])
  t.strictSame([queue.lengthOf('large'), queue.lengthOf('small'), queue.lengthOf('none')], [4, 1, 0])
  t.strictSame(take(3), ['l1', 's1', 'l2'])
  queue.push('small', ['s2'])
  t.strictSame(take(4), ['l3', 's2', 'l4', undefined])
})

t.test('an owner that may not be served now keeps its turn, and the others are served', async t => {
  const queue = createFairQueue<string, string>()
  queue.push('slow', ['a1', 'a2'])
  queue.push('quick', ['b1', 'b2', 'b3'])
  const isQuick = (owner: string) => owner === 'quick'
  t.strictSame([queue.take(isQuick), queue.take(isQuick)], ['b1', 'b2'])
  t.strictSame([queue.take(anybody), queue.take(anybody)], ['a1', 'b3'])
  t.equal(queue.take(isQuick), undefined)
  t.equal(queue.take(anybody), 'a2')
})

t.test('a queue that was cleared has nothing to take', async t => {
  const queue = createFairQueue<string, number>()
  queue.push('a', [1, 2])
  queue.clear()
  t.equal(queue.take(anybody), undefined)
})
