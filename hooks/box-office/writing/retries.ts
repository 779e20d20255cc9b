/** Refused items that wait for another attempt, by key. */
export interface Retries<Item> {
  /** Holds an item, and returns it after that time. */
  hold(key: string, item: Item, ms: number): void
  /** Returns an item now, if it is held: something has changed. */
  wake(key: string): void
  /** Forgets all held items. */
  clear(): void
}

export function createRetries<Item>(onReturn: (item: Item) => void): Retries<Item> {
  const held = new Map<string, { item: Item; timer: NodeJS.Timeout }>()

  function wake(key: string): void {
    const entry = held.get(key)
    if (entry === undefined) return
    clearTimeout(entry.timer)
    held.delete(key)
    onReturn(entry.item)
  }

  return {
    hold: (key, item, ms) => void held.set(key, { item, timer: setTimeout(wake, ms, key) }),
    wake,
    clear() {
      for (const { timer } of held.values()) clearTimeout(timer)
      held.clear()
    },
  }
}

/** The milliseconds to wait after a number of failures in a row (1 or more): 100 at first, doubling up to `longestMs`. */
export function backOffMs(failures: number, { longestMs }: { longestMs: number }): number {
  return Math.min(longestMs, 100 * 2 ** (failures - 1))
}
