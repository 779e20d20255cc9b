import type { Campaign } from '../../simulation/campaign.ts'
import { addTally, newTally, type Tally } from '../../simulation/tally.ts'
import { type Part, partsOf } from './parts.ts'
import type { Progress } from './progress.ts'
import type { Results } from './results.ts'

/** Plays parts, one after the other. */
export interface Player {
  /** `onTally` is called now and then with the tally of the part so far. */
  play(part: Part, onTally: (tally: Tally) => void): Promise<Campaign>
  stop(): Promise<void>
}

export interface PlayOptions {
  cores: number
  startPlayer(): Player
  /** A clock in milliseconds, from any start. */
  now(): number
  onProgress(progress: Progress): void
  /** Called when a schedule of a part broke a promise. */
  onBroken(part: Part, failure: NonNullable<Campaign['failure']>): void
}

/** The result of a whole run: the sum of all tallies, and the number of parts with a violation. */
export interface Outcome {
  tally: Tally
  broken: number
}

/** Plays all parts without a result, on that many cores at once, and reports the violations of earlier starts too. */
export async function playParts(results: Results, options: PlayOptions): Promise<Outcome> {
  const parts = partsOf(results.run)
  const outcome: Outcome = { tally: newTally(), broken: 0 }
  const take = (part: Part, { tally, failure }: Campaign) => {
    addTally(outcome.tally, tally)
    if (failure === undefined) return
    outcome.broken += 1
    options.onBroken(part, failure)
  }
  const waiting = parts.filter(part => {
    const known = results.campaignOf(part)
    if (known !== undefined) take(part, known)
    return known === undefined
  })
  const report = createReporter(parts, outcome, options)
  const work = async () => {
    const player = options.startPlayer()
    try {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        const campaign = await player.play(part, tally => report(part, tally))
        results.keep(part, campaign)
        take(part, campaign)
        report(part, undefined)
      }
    } finally {
      await player.stop()
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.cores, waiting.length) }, work))
  return outcome
}

/** Reports the progress of a run at first and after each progress of a part; finished parts count in the outcome. */
function createReporter(parts: readonly Part[], outcome: Outcome, { now, onProgress }: PlayOptions) {
  const all = parts.reduce((sum, { from, to }) => sum + to - from, 0)
  const since = { at: now(), schedules: outcome.tally.schedules }
  const underWay = new Map<Part, Tally>()
  const report = (part?: Part, tally?: Tally) => {
    if (part !== undefined && tally !== undefined) underWay.set(part, tally)
    else if (part !== undefined) underWay.delete(part)
    const { schedules, revisions } = [...underWay.values()].reduce(addTally, addTally(newTally(), outcome.tally))
    const seconds = (now() - since.at) / 1000
    const played = { schedules: schedules - since.schedules, seconds }
    onProgress({ all, schedules, revisions, broken: outcome.broken, since: played })
  }
  report()
  return report
}
