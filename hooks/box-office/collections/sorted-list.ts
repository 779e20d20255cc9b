/** Items in order, no two of them equal. Adding, removing and finding an item stay cheap in a long list. */
export interface SortedList<Item> {
  add(item: Item): void
  remove(item: Item): void
  /** The first item behind the given one, which need not be in the list. */
  firstAfter(item: Item): Item | undefined
  isEmpty(): boolean
}

/** An array of at most this many items is cheap to change in the middle. */
const mostItems = 512

/** A list of short sorted arrays. `compare` is negative where a comes before b. */
export function createSortedList<Item>(compare: (a: Item, b: Item) => number): SortedList<Item> {
  const chunks: Item[][] = []

  /** The first chunk that does not end before an item. */
  function chunkOf(item: Item): number {
    return firstIndex(chunks, chunk => compare(chunk.at(-1) as Item, item) >= 0)
  }

  return {
    add(item) {
      const at = Math.min(chunkOf(item), Math.max(0, chunks.length - 1))
      const chunk = chunks[at]
      if (chunk === undefined) {
        chunks.push([item])
        return
      }
      chunk.splice(
        firstIndex(chunk, other => compare(other, item) >= 0),
        0,
        item,
      )
      if (chunk.length > mostItems) chunks.splice(at + 1, 0, chunk.splice(mostItems >> 1))
    },
    remove(item) {
      const at = chunkOf(item)
      const chunk = chunks[at] ?? []
      const index = firstIndex(chunk, other => compare(other, item) >= 0)
      if (chunk[index] === undefined || compare(chunk[index], item) !== 0) return
      chunk.splice(index, 1)
      if (chunk.length === 0) chunks.splice(at, 1)
    },
    firstAfter(item) {
      const chunk = chunks[firstIndex(chunks, one => compare(one.at(-1) as Item, item) > 0)]
      return chunk?.[firstIndex(chunk, other => compare(other, item) > 0)]
    },
    isEmpty: () => chunks.length === 0,
  }
}

/** The index of the first item with a property that all later items have too; the number of items if none has it. */
function firstIndex<Item>(items: readonly Item[], has: (item: Item) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (has(items[middle] as Item)) high = middle
    else low = middle + 1
  }
  return low
}
