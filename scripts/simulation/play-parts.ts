import type { Campaign } from '../../simulation/campaign.ts'
import { addTally, newTally, type Tally } from '../../simulation/tally.ts'
import { type Part, partsOf } from './parts.ts'
import type { Standing } from './progress.ts'
import type { Results } from './results.ts'

/** Plays parts, one after the other. */
export interface Player {
  /** `played` hears now and then what the part has come to so far. */
  play(part: Part, played: (tally: Tally) => void): Promise<Campaign>
  stop(): Promise<void>
}

export interface PlayOptions {
  cores: number
  startPlayer(): Player
  /** Milliseconds since any moment. */
  now(): number
  progress(standing: Standing): void
  /** A schedule of a part broke a promise. */
  broken(part: Part, failure: NonNullable<Campaign['failure']>): void
}

/** What a whole run came to: each part's tally, and how many parts found a violation. */
export interface Outcome {
  tally: Tally
  broken: number
}

/** Plays whatever has no result yet, on so many cores at once; tells of violations that were found before, too. */
export async function playParts(results: Results, options: PlayOptions): Promise<Outcome> {
  const parts = partsOf(results.run)
  const outcome: Outcome = { tally: newTally(), broken: 0 }
  const take = (part: Part, { tally, failure }: Campaign) => {
    addTally(outcome.tally, tally)
    if (failure === undefined) return
    outcome.broken += 1
    options.broken(part, failure)
  }
  const waiting = parts.filter(part => {
    const known = results.of(part)
    if (known !== undefined) take(part, known)
    return known === undefined
  })
  const tell = createTeller(parts, outcome, options)
  const work = async () => {
    const player = options.startPlayer()
    try {
      for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
        const campaign = await player.play(part, tally => tell(part, tally))
        results.keep(part, campaign)
        take(part, campaign)
        tell(part, undefined)
      }
    } finally {
      await player.stop()
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.cores, waiting.length) }, work))
  return outcome
}

/** Tells how far a run is, at first and whenever a part is further; one that is over is part of the outcome. */
function createTeller(parts: readonly Part[], outcome: Outcome, { now, progress }: PlayOptions) {
  const all = parts.reduce((sum, { from, to }) => sum + to - from, 0)
  const since = { at: now(), schedules: outcome.tally.schedules }
  const underWay = new Map<Part, Tally>()
  const tell = (part?: Part, tally?: Tally) => {
    if (part !== undefined && tally !== undefined) underWay.set(part, tally)
    else if (part !== undefined) underWay.delete(part)
    const { schedules, revisions } = [...underWay.values()].reduce(addTally, addTally(newTally(), outcome.tally))
    const seconds = (now() - since.at) / 1000
    const played = { schedules: schedules - since.schedules, seconds }
    progress({ all, schedules, revisions, broken: outcome.broken, since: played })
  }
  tell()
  return tell
}
