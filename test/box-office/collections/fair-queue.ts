import t from 'tap'
import { createFairQueue } from '../../../hooks/box-office/collections/fair-queue.ts'

t.test('owners are served in turn, and the items of each in their order', async t => {
  const queue = createFairQueue<string, string>()
  queue.push('large', ['l1', 'l2', 'l3'])
  queue.push('small', ['s1'])
  queue.push('none', [])
  queue.push('large', ['l4'])
  t.strictSame([queue.lengthOf('large'), queue.lengthOf('small'), queue.lengthOf('none')], [4, 1, 0])
  t.strictSame([queue.next(), queue.next(), queue.next()], ['l1', 's1', 'l2'])
  queue.push('small', ['s2'])
  t.strictSame([queue.next(), queue.next(), queue.next(), queue.next()], ['l3', 's2', 'l4', undefined])
})

t.test('cleared items are not served', async t => {
  const queue = createFairQueue<string, number>()
  queue.push('a', [1, 2])
  queue.clear()
  t.equal(queue.next(), undefined)
})
