import { GCProfiler } from 'node:v8'
import { median } from '../statistics.ts'

export interface Cost {
  /** Processor time of the thread: a function waits for nothing, and other processes do not count. */
  seconds: number
  /** Allocated bytes: the growth of the heap, and what was collected meanwhile. */
  bytes: number
}

/** What a function costs, and what JSON.parse of its input costs. */
export interface Costs {
  work: Cost
  parse: Cost
  /** Bytes of that input. */
  inputBytes: number
}

export interface Work {
  /** What is measured. */
  act(): void
  /** What follows each time and is not measured. */
  undo?(): void
}

const samples = 5
const warmUps = 3
/** More are not needed to tell how much one allocates. */
const mostObserved = 100

/**
 * The median cost of doing it once. Each sample repeats it until it takes at least so many milliseconds: some systems
 * count processor time in steps of ten.
 */
export function measureCost(work: Work, leastMs: number): Cost {
  // Collecting a large heap takes seconds: it is done once, before all samples.
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

/** The cost of reading the same as JSON. */
export function measureParse(texts: readonly string[], leastMs: number): Cost {
  const act = () => {
    for (const text of texts) JSON.parse(text)
  }
  return measureCost({ act }, leastMs)
}

/** What is undone each time is left out. */
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
