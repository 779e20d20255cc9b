import t from 'tap'
import { createSortedList } from '../../../hooks/box-office/collections/sorted-list.ts'
import { fc } from '../../fixtures/properties.ts'

const numbers = (...items: number[]) => {
  const list = createSortedList<number>((a, b) => a - b)
  for (const item of items) list.add(item)
  return list
}

/** All items of a list, in order. */
function itemsOf(list: ReturnType<typeof numbers>): number[] {
  const items: number[] = []
  for (let item = list.firstAfter(Number.NEGATIVE_INFINITY); item !== undefined; item = list.firstAfter(item))
    items.push(item)
  return items
}

t.test('items are sorted, in whatever order they were added', async t => {
  t.strictSame(itemsOf(numbers(3, 1, 2)), [1, 2, 3])
  t.strictSame(itemsOf(numbers()), [])
})

t.test('the first item behind a value is found, whether the value is in the list or not', async t => {
  const list = numbers(10, 20)
  t.strictSame(
    [0, 10, 15, 20, 30].map(item => list.firstAfter(item)),
    [10, 20, 20, undefined, undefined],
  )
})

t.test('removing a missing item changes nothing', async t => {
  const list = numbers(10, 20)
  for (const item of [0, 15, 30]) list.remove(item)
  t.strictSame(itemsOf(list), [10, 20])
  numbers().remove(1)
})

t.test('a list is empty after its last item was removed', async t => {
  const list = numbers(1)
  t.equal(list.isEmpty(), false)
  list.remove(1)
  t.strictSame([list.isEmpty(), itemsOf(list)], [true, []])
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
        itemsOf(list),
        [...items].sort((a, b) => a - b),
      )
    }),
    { numRuns: 10 },
  )
})
