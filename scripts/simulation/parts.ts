import type { Run } from './options.ts'

/** Schedules of one seed that are played one after the other: from one number, up to another that is not played. */
export interface Part {
  seed: number
  from: number
  to: number
  steps: number
}

/** Large enough that its start costs little, and small enough that what is lost with it costs little. */
const size = 500

/** All of a run, in the order in which it is played. */
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
