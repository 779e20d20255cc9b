import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Campaign } from '../../simulation/campaign.ts'
import type { Run } from './options.ts'
import { type Part, partName } from './parts.ts'

/** The stored results of a run, so that it can continue after a stop. */
export interface Results {
  /** The run in the folder: that of an earlier start, if there was one. */
  run: Run
  /** The result of a part; undefined if it was not played yet. */
  campaignOf(part: Part): Campaign | undefined
  keep(part: Part, campaign: Campaign): void
}

/** Results in memory only. */
export function createResults(run: Run): Results {
  const kept = new Map<string, Campaign>()
  return {
    run,
    campaignOf: part => kept.get(partName(part)),
    keep: (part, campaign) => void kept.set(partName(part), campaign),
  }
}

/**
 * Results in a folder: a file for each part, and run.json with the run. A later start continues with the seeds of the
 * first one. Throws if the folder belongs to other schedules.
 */
export function openResults(folder: string, wanted: Run): Results {
  mkdirSync(folder, { recursive: true })
  const started = read<Run>(join(folder, 'run.json'))
  const run = started ?? wanted
  if (run.schedules !== wanted.schedules || run.steps !== wanted.steps)
    throw new Error(
      `Cannot continue in "${folder}": it must belong to ${wanted.schedules} schedules of ${wanted.steps} steps`,
    )
  if (started === undefined) write(join(folder, 'run.json'), run)
  const fileOf = (part: Part) => join(folder, `${partName(part)}.json`)
  return {
    run,
    campaignOf: part => read<Campaign>(fileOf(part)),
    keep: (part, campaign) => write(fileOf(part), campaign),
  }
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new Error(`Cannot read "${file}": it must be JSON; delete it to play that part again`, { cause: error })
  }
}

/** A file that exists is complete. */
function write(file: string, content: object): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(content, undefined, 2)}\n`)
  renameSync(`${file}.part`, file)
}
