import { randomInt } from 'node:crypto'
import { describeFailure } from '../simulation/campaign.ts'
import { playSchedule } from '../simulation/run.ts'
import { summary } from '../simulation/tally.ts'
import { type Command, readCommand, usage } from './simulation/options.ts'
import { partName } from './simulation/parts.ts'
import { playParts } from './simulation/play-parts.ts'
import { progressLine, violationsText } from './simulation/progress.ts'
import { createResults, openResults } from './simulation/results.ts'
import { startThreadPlayer } from './simulation/thread-player.ts'

try {
  process.exitCode = await run(readCommand(process.argv.slice(2), () => randomInt(0x7fffffff)))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

/** Returns the exit code: 0 only if every promise was kept. */
async function run(command: Command): Promise<number> {
  switch (command.does) {
    case 'help':
      console.log(usage)
      return 0
    case 'replay':
      return replay(command.schedule)
    case 'play':
      return simulate(command)
  }
}

async function replay(schedule: number[]): Promise<number> {
  const { violation } = await playSchedule(schedule, sentence => console.log(sentence))
  console.log(violation ?? 'all promises were kept')
  return violation === undefined ? 0 : 1
}

async function simulate({ run, cores, into }: Command & { does: 'play' }): Promise<number> {
  const results = into === undefined ? createResults(run) : openResults(into, run)
  const { seeds, schedules, steps } = results.run
  console.log(`${schedules} schedules of ${steps} steps for each seed: ${seeds.join(', ')}`)
  const { tally, broken } = await playParts(results, {
    ...{ cores, startPlayer: startThreadPlayer, now: () => performance.now() },
    onProgress: progress => console.log(progressLine(progress)),
    onBroken: (part, failure) => console.error(`${partName(part)}: ${describeFailure(failure)}`),
  })
  console.log(`${summary(tally)}\n${violationsText(broken)}`)
  return broken === 0 ? 0 : 1
}
