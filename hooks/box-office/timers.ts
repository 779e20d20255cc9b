/** When something is to be looked at again, by name; one time each, in milliseconds since 1970. */
export interface Timers {
  /** Undefined: not at all. */
  set(name: string, at: number | undefined): void
  /** The next time; undefined if there is none. */
  next(): number | undefined
  /** Takes out the names whose time has come. */
  take(now: number): string[]
}

/** A binary heap whose outdated entries are dropped when they come to its top. */
export function createTimers(): Timers {
  const heap: { at: number; name: string }[] = []
  const times = new Map<string, number>()

  function top(): { at: number; name: string } | undefined {
    while (heap[0] !== undefined && times.get(heap[0].name) !== heap[0].at) dropTop(heap)
    return heap[0]
  }

  return {
    set(name, at) {
      if (times.get(name) === at) return
      if (at === undefined) times.delete(name)
      else {
        times.set(name, at)
        push(heap, { at, name })
      }
    },
    next: () => top()?.at,
    take(now) {
      const names: string[] = []
      for (let due = top(); due !== undefined && due.at <= now; due = top()) {
        times.delete(due.name)
        names.push(due.name)
      }
      return names
    },
  }
}

interface Timed {
  at: number
}

function push<T extends Timed>(heap: T[], item: T): void {
  let index = heap.push(item) - 1
  while (index > 0) {
    const parent = (index - 1) >> 1
    if ((heap[parent] as T).at <= item.at) break
    heap[index] = heap[parent] as T
    index = parent
  }
  heap[index] = item
}

function dropTop<T extends Timed>(heap: T[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let index = 0
  for (;;) {
    const left = 2 * index + 1
    const right = left + 1
    const smaller = right < heap.length && (heap[right] as T).at < (heap[left] as T).at ? right : left
    if (smaller >= heap.length || (heap[smaller] as T).at >= last.at) break
    heap[index] = heap[smaller] as T
    index = smaller
  }
  heap[index] = last
}
