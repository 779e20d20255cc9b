/** What was refused and waits to be tried again, by key. */
export interface Retries<Item> {
  /** Takes it back after that time. */
  hold(key: string, item: Item, ms: number): void
  /** Takes it back now, if it is held: something has changed. */
  wake(key: string): void
  /** Forgets everything that is held. */
  clear(): void
}

export function createRetries<Item>(takeBack: (item: Item) => void): Retries<Item> {
  const held = new Map<string, { item: Item; timer: NodeJS.Timeout }>()

  function wake(key: string): void {
    const entry = held.get(key)
    if (entry === undefined) return
    clearTimeout(entry.timer)
    held.delete(key)
    takeBack(entry.item)
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

/** Milliseconds to wait after so many failures in a row (1 or more): 100, doubling up to `most`. */
export function backOffMs(failures: number, { longestMs }: { longestMs: number }): number {
  return Math.min(longestMs, 100 * 2 ** (failures - 1))
}
