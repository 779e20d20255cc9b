/** A queue in which nobody waits behind all that others have put into it: each owner is served once, in turn. */
export interface FairQueue<Owner, Item> {
  push(owner: Owner, items: readonly Item[]): void
  /** The next item, undefined when there is none. Items of one owner come in the order in which they were pushed. */
  next(): Item | undefined
  /** How many items of the owner wait. */
  lengthOf(owner: Owner): number
  clear(): void
}

interface Lane<Item> {
  items: Item[]
  /** How many of them were served. */
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
      // A lane that is never empty must not keep all that went through it.
      if (lane.served > lane.items.length / 2) Object.assign(lane, { items: lane.items.slice(lane.served), served: 0 })
      // A map is in the order of insertion: who is put into it again stands behind all others.
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
