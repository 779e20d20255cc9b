import { fc } from '../../test/fixtures/properties.ts'
import { numbersFrom } from './choices.ts'

/** The numbers of one schedule: one for its world, and one for each step. */
export function scheduleOf(seed: number, steps: number): number[] {
  const next = numbersFrom(seed)
  return Array.from({ length: steps + 1 }, next)
}

/**
 * Schedules of a given length, each from one number of fast-check. Shrinking removes parts of the schedule, smaller each
 * time, from the end. Each step follows from its own number alone, so the remaining steps keep their meaning.
 */
class Schedules extends fc.Arbitrary<number[]> {
  readonly #steps: number

  constructor(steps: number) {
    super()
    this.#steps = steps
  }

  generate(random: fc.Random): fc.Value<number[]> {
    return new fc.Value(scheduleOf(random.nextInt(0, 0x7fffffff), this.#steps), undefined)
  }

  canShrinkWithoutContext(_: unknown): _ is number[] {
    return false
  }

  shrink(schedule: number[], context: unknown): fc.Stream<fc.Value<number[]>> {
    const from = (context as Part | undefined) ?? { size: Math.ceil(schedule.length / 2), end: schedule.length }
    return fc.stream(parts(schedule, from))
  }
}

interface Part {
  size: number
  end: number
}

function* parts(schedule: number[], from: Part): Generator<fc.Value<number[]>> {
  for (let { size, end } = from; size >= 1; end = schedule.length) {
    for (end = Math.min(end, schedule.length); end > 1; end -= size) {
      const start = Math.max(1, end - size)
      yield new fc.Value([...schedule.slice(0, start), ...schedule.slice(end)], { size, end: start })
    }
    if (size === 1) return
    size = Math.ceil(size / 2)
  }
}

export function schedules(steps: number): fc.Arbitrary<number[]> {
  return new Schedules(steps)
}
