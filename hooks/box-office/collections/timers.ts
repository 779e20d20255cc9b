import { createHeap, type Heap } from './heap.ts'

/** When something is to be looked at again, by name; one time each, in milliseconds since 1970. */
export interface Timers {
  /** Undefined: not at all. */
  set(name: string, at: number | undefined): void
  /** The next time; undefined if there is none. */
  next(): number | undefined
  /** Takes out the names whose time has come. */
  take(now: number): string[]
}

interface Timed {
  at: number
  name: string
}

/** So many outdated entries cost nothing worth a thought. */
const spareEntries = 64

/** A heap whose outdated entries are dropped when they come to its top, or outnumber the others. */
export function createTimers(): Timers {
  let heap = emptyHeap()
  const times = new Map<string, number>()

  function top(): Timed | undefined {
    for (let first = heap.first(); first !== undefined; first = heap.first()) {
      if (times.get(first.name) === first.at) return first
      heap.pop()
    }
    return undefined
  }

  function dropOutdated(): void {
    if (heap.size() <= 2 * times.size + spareEntries) return
    heap = emptyHeap()
    for (const [name, at] of times) heap.push({ at, name })
  }

  return {
    set(name, at) {
      if (times.get(name) === at) return
      if (at === undefined) times.delete(name)
      else {
        times.set(name, at)
        heap.push({ at, name })
      }
      dropOutdated()
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

function emptyHeap(): Heap<Timed> {
  return createHeap((a, b) => a.at - b.at)
}
