import type { Run } from './options.ts'

/** Schedules of one seed that are played one after the other: numbers `from` to `to` - 1. */
export interface Part {
  seed: number
  from: number
  to: number
  steps: number
}

/** Large enough that starting a part costs little, and small enough that losing one costs little. */
const size = 500

/** All parts of a run, in order. */
export function partsOf({ seeds, schedules, steps }: Run): Part[] {
  return seeds.flatMap(seed =>
    Array.from({ length: Math.ceil(schedules / size) }, (_, index) => {
      const from = index * size
      return { seed, from, to: Math.min(from + size, schedules), steps }
    }),
  )
}

/** "seed-4-schedules-500-to-999". */
export function partName({ seed, from, to }: Part): string {
  return `seed-${seed}-schedules-${from}-to-${to - 1}`
}
