import { GCProfiler } from 'node:v8'
import { median } from '../statistics.ts'

export interface Cost {
  /** Processor time of the thread: the function never waits, and other processes do not count. */
  seconds: number
  /** Allocated bytes: the growth of the heap plus the memory that was collected. */
  bytes: number
}

/** The cost of a function, and of JSON.parse for its input. */
export interface Costs {
  work: Cost
  parse: Cost
  /** Size of that input. */
  inputBytes: number
}

export interface Work {
  /** The measured function. */
  act(): void
  /** Restores the state after each call; not measured. */
  undo?(): void
}

const samples = 5
const warmUps = 3
/** More calls do not improve the measured allocation of one. */
const mostObserved = 100

/**
 * The median cost of one call. Each sample repeats the call until it takes at least `leastMs`, because some systems
 * count processor time in steps of 10 ms.
 */
export function measureCost(work: Work, leastMs: number): Cost {
  // A collection of a large heap takes seconds, so it runs only once, before all samples.
  globalThis.gc?.()
  let repeats = 1
  while (secondsOf(work, repeats) * 1000 < leastMs) repeats *= 2
  const repeat = (sample: () => number) => median(Array.from({ length: warmUps + samples }, sample).slice(warmUps))
  const observed = work.undo === undefined ? Math.min(repeats, mostObserved) : 1
  return {
    seconds: repeat(() => secondsOf(work, repeats)) / repeats,
    bytes: repeat(() => bytesOf(work, observed)) / observed,
  }
}

/** The cost of parsing these texts as JSON. */
export function measureParse(texts: readonly string[], leastMs: number): Cost {
  const act = () => {
    for (const text of texts) JSON.parse(text)
  }
  return measureCost({ act }, leastMs)
}

/** The time of `undo` is left out. */
function secondsOf({ act, undo }: Work, repeats: number): number {
  let microseconds = 0
  for (let repeat = 0; repeat < repeats; repeat++) {
    const since = process.threadCpuUsage()
    act()
    const { user, system } = process.threadCpuUsage(since)
    microseconds += user + system
    undo?.()
  }
  return microseconds / 1e6
}

function bytesOf({ act, undo }: Work, repeats: number): number {
  const collections = new GCProfiler()
  collections.start()
  const before = process.memoryUsage().heapUsed
  for (let repeat = 0; repeat < repeats; repeat++) act()
  const after = process.memoryUsage().heapUsed
  const { statistics } = collections.stop()
  undo?.()
  return statistics.reduce((sum, { beforeGC, afterGC }) => sum + usedHeap(beforeGC) - usedHeap(afterGC), after - before)
}

function usedHeap({ heapStatistics }: { heapStatistics: { usedHeapSize: number } }): number {
  return heapStatistics.usedHeapSize
}
