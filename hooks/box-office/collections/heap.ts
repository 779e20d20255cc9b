/** A priority queue. Adding an item and taking the first cost O(log n). */
export interface Heap<Item> {
  /** The first item; undefined when the heap is empty. */
  first(): Item | undefined
  push(item: Item): void
  /** Removes and returns the first item; undefined when the heap is empty. */
  pop(): Item | undefined
  size(): number
}

/** A binary heap. `compare` is negative where a comes before b. */
export function createHeap<Item>(compare: (a: Item, b: Item) => number): Heap<Item> {
  const items: Item[] = []

  function rise(item: Item): void {
    let index = items.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (compare(items[parent] as Item, item) <= 0) break
      items[index] = items[parent] as Item
      index = parent
    }
    items[index] = item
  }

  function sink(item: Item): void {
    let index = 0
    for (;;) {
      const left = 2 * index + 1
      const right = left + 1
      const isRight = right < items.length && compare(items[right] as Item, items[left] as Item) < 0
      const smaller = isRight ? right : left
      if (smaller >= items.length || compare(items[smaller] as Item, item) >= 0) break
      items[index] = items[smaller] as Item
      index = smaller
    }
    items[index] = item
  }

  return {
    first: () => items[0],
    push: rise,
    pop() {
      const first = items[0]
      const last = items.pop()
      if (items.length > 0) sink(last as Item)
      return first
    },
    size: () => items.length,
  }
}
