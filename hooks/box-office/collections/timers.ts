import { createHeap, type Heap } from './heap.ts'

/** One time for each name, in milliseconds since 1970, at which the name is due. */
export interface Timers {
  /** Replaces the time of a name; undefined removes it. */
  set(name: string, at: number | undefined): void
  /** The earliest time; undefined when no name has one. */
  next(): number | undefined
  /** Removes and returns the names whose time has come. */
  take(now: number): string[]
}

interface Timed {
  at: number
  name: string
}

/** A number of outdated entries that is too small to matter. */
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
