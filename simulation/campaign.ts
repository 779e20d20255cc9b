import { fc } from '../test/fixtures/properties.ts'
import { playSchedule } from './run.ts'
import { choicesFrom } from './schedule/choices.ts'
import { schedules } from './schedule/schedule.ts'
import { countResult, newTally, type Tally } from './tally.ts'
import { imagineWorld } from './world.ts'

export interface CampaignOptions {
  schedules: number
  steps: number
  seed: number
  /** The number of schedules at the beginning that are skipped because an earlier run played them. */
  from?: number
  /** The campaign plays only schedules with this focus, and does not shrink one that fails. */
  focus?: string | undefined
  /** Called after each schedule. */
  onSchedule?(tally: Tally): void
}

/** The sum of many schedules, and the smallest schedule found that breaks an invariant. */
export interface Campaign {
  tally: Tally
  failure?: { schedule: number[]; violation: string; story: string[] }
}

/** Plays schedules until one breaks an invariant, then removes steps from that one as long as it still breaks one. */
export async function runCampaign(options: CampaignOptions): Promise<Campaign> {
  const tally = newTally()
  let broken = false
  const { schedules: numRuns, steps, seed, from = 0, focus } = options
  let index = 0
  const property = fc.asyncProperty(schedules(steps), async schedule => {
    index += 1
    if (index <= from) return true
    if (focus !== undefined && imagineWorld(choicesFrom(schedule[0] ?? 0)).focus !== focus) return true
    const result = await playSchedule(schedule)
    broken ||= result.violation !== undefined
    if (!broken) {
      countResult(tally, result)
      options.onSchedule?.(tally)
    }
    return result.violation === undefined
  })
  const run = () => fc.check(property, { seed, numRuns, endOnFailure: focus !== undefined })
  const { failed, counterexample } = await withoutStacks(run)
  if (!failed || counterexample === null) return { tally }
  const [schedule] = counterexample
  const story: string[] = []
  const { violation = 'no violation in the replay' } = await playSchedule(schedule, sentence => story.push(sentence))
  return { tally, failure: { schedule, violation, story } }
}

/** The simulation refuses many calls and nobody reads their stacks: building a stack costs more than the call. */
async function withoutStacks<T>(run: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return await run()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** The violation, the command that replays it, and the story of the schedule, in lines. */
export function describeFailure({ schedule, violation, story }: NonNullable<Campaign['failure']>): string {
  return `${violation}\nnpm run simulate -- --replay ${schedule.join(',')}\n${story.join('\n')}`
}
