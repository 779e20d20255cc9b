import t from 'tap'
import { createSortedList } from '../../../hooks/box-office/collections/sorted-list.ts'
import { fc } from '../../fixtures/properties.ts'

const numbers = (...items: number[]) => {
  const list = createSortedList<number>((a, b) => a - b)
  for (const item of items) list.add(item)
  return list
}

/** All of a list, one behind the other. */
function all(list: ReturnType<typeof numbers>): number[] {
  const items: number[] = []
  for (let item = list.firstAfter(Number.NEGATIVE_INFINITY); item !== undefined; item = list.firstAfter(item))
    items.push(item)
  return items
}

t.test('items come one behind the other, however they were added', async t => {
  t.strictSame(all(numbers(3, 1, 2)), [1, 2, 3])
  t.strictSame(all(numbers()), [])
})

t.test('what stands behind an item is found, in the list or not', async t => {
  const list = numbers(10, 20)
  t.strictSame(
    [0, 10, 15, 20, 30].map(item => list.firstAfter(item)),
    [10, 20, 20, undefined, undefined],
  )
})

t.test('an item that is not in the list cannot be removed', async t => {
  const list = numbers(10, 20)
  for (const item of [0, 15, 30]) list.remove(item)
  t.strictSame(all(list), [10, 20])
  numbers().remove(1)
})

t.test('a list is empty when the last item is removed', async t => {
  const list = numbers(1)
  t.equal(list.isEmpty(), false)
  list.remove(1)
  t.strictSame([list.isEmpty(), all(list)], [true, []])
})

t.test('thousands of items stay in order while some are added and some removed', async t => {
  const step = fc.integer({ min: 0, max: 3_000 })
  const steps = fc.array(step, { minLength: 2_000, maxLength: 4_000, size: 'max' })
  fc.assert(
    fc.property(steps, steps => {
      const list = numbers()
      const items = new Set<number>()
      for (const item of steps) {
        if (items.delete(item)) list.remove(item)
        else {
          items.add(item)
          list.add(item)
        }
      }
      t.strictSame(
        all(list),
        [...items].sort((a, b) => a - b),
      )
    }),
    { numRuns: 10 },
  )
})
