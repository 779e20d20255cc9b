/** A queue that serves one item of each owner in turn, so that no owner waits behind all items of another. */
export interface FairQueue<Owner, Item> {
  push(owner: Owner, items: readonly Item[]): void
  /** Removes and returns the next item, undefined when the queue is empty. Items of one owner keep their order. */
  next(): Item | undefined
  /** The number of items of the owner that wait. */
  lengthOf(owner: Owner): number
  clear(): void
}

interface Lane<Item> {
  items: Item[]
  /** The number of items at the front that were served already. */
  served: number
}

export function createFairQueue<Owner, Item>(): FairQueue<Owner, Item> {
  const lanes = new Map<Owner, Lane<Item>>()
  return {
    push(owner, items) {
      if (items.length === 0) return
      const lane = lanes.get(owner)
      if (lane === undefined) {
        lanes.set(owner, { items: [...items], served: 0 })
        return
      }
      for (const item of items) lane.items.push(item)
    },
    next() {
      const [first] = lanes
      if (first === undefined) return undefined
      const [owner, lane] = first
      const item = lane.items[lane.served]
      lane.served += 1
      // A lane that never empties must not keep the items that were served long ago.
      if (lane.served > lane.items.length / 2) Object.assign(lane, { items: lane.items.slice(lane.served), served: 0 })
      // A map keeps the order of insertion: an owner that is inserted again stands behind all others.
      lanes.delete(owner)
      if (lane.served < lane.items.length) lanes.set(owner, lane)
      return item
    },
    lengthOf(owner) {
      const lane = lanes.get(owner)
      return lane === undefined ? 0 : lane.items.length - lane.served
    },
    clear: () => lanes.clear(),
  }
}
