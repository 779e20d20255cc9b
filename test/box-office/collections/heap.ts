import t from 'tap'
import { createHeap } from '../../../hooks/box-office/collections/heap.ts'
import { fc } from '../../fixtures/properties.ts'

const numbers = () => createHeap<number>((a, b) => a - b)

t.test('an empty heap has no first item', async t => {
  const heap = numbers()
  t.strictSame([heap.first(), heap.pop(), heap.size()], [undefined, undefined, 0])
})

t.test('the first item stays until it is taken', async t => {
  const heap = numbers()
  for (const number of [3, 1, 2]) heap.push(number)
  t.strictSame([heap.first(), heap.first(), heap.size()], [1, 1, 3])
  t.strictSame([heap.pop(), heap.first(), heap.size()], [1, 2, 2])
})

t.test('items come out in order', async t => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.array(fc.integer({ min: 0, max: 20 })), (some, more) => {
      const heap = numbers()
      for (const number of some) heap.push(number)
      const first = some.length > 0 ? [heap.pop()] : []
      for (const number of more) heap.push(number)
      const rest = Array.from({ length: heap.size() }, () => heap.pop())
      const left = [...some.toSorted((a, b) => a - b).slice(1), ...more].sort((a, b) => a - b)
      t.strictSame([first, rest], [some.length > 0 ? [Math.min(...some)] : [], left])
    }),
  )
})
