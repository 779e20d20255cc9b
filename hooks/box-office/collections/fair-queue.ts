/** A queue that serves one item of each owner in turn, so that no owner waits behind all items of another. */
export interface FairQueue<Owner, Item> {
  push(owner: Owner, items: readonly Item[]): void
  /**
   * Takes the next item of an owner that may be served now; undefined if there is none. Items of one owner are taken in the
   * order in which they were pushed.
   */
  take(isServed: (owner: Owner) => boolean): Item | undefined
  /** The number of items of the owner that wait. */
  lengthOf(owner: Owner): number
  clear(): void
}

interface OwnerItems<Item> {
  items: Item[]
  /** The number of items at the front that were served already. */
  served: number
}

export function createFairQueue<Owner, Item>(): FairQueue<Owner, Item> {
  const lanes = new Map<Owner, OwnerItems<Item>>()
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
    take(isServed) {
      for (const [owner, lane] of lanes) {
        if (!isServed(owner)) continue
        const item = lane.items[lane.served]
        lane.served += 1
        // A lane that is never empty must not keep all items that went through it.
        if (lane.served > lane.items.length / 2)
          Object.assign(lane, { items: lane.items.slice(lane.served), served: 0 })
        // A map is in the order of insertion: an owner that is inserted again stands behind all others.
        lanes.delete(owner)
        if (lane.served < lane.items.length) lanes.set(owner, lane)
        return item
      }
      return undefined
    },
    lengthOf(owner) {
      const lane = lanes.get(owner)
      return lane === undefined ? 0 : lane.items.length - lane.served
    },
    clear: () => lanes.clear(),
  }
}
