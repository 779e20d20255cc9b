import t from 'tap'
import type { Part } from '../../../scripts/simulation/parts.ts'
import { type PlayOptions, playParts } from '../../../scripts/simulation/play-parts.ts'
import { progressLine } from '../../../scripts/simulation/progress.ts'
import { createResults } from '../../../scripts/simulation/results.ts'
import type { Campaign } from '../../../simulation/campaign.ts'
import { newTally } from '../../../simulation/tally.ts'

const run = { seeds: [7, 8], schedules: 700, steps: 250 }
const first = { seed: 7, from: 0, to: 500, steps: 250 }
const failure = { schedule: [1, 2], violation: 'soldOnceSeen: a', story: [] }

function tallyOf(schedules: number) {
  return { ...newTally(), schedules, revisions: schedules * 80 }
}

/** Plays with a clock that advances 10 s at each reading; records which player played each part, and all reports. */
function aGame(failing: readonly number[] = []) {
  const told: string[] = []
  const lines: string[] = []
  let [players, seconds] = [0, 0]
  const options: PlayOptions = {
    cores: 2,
    startPlayer() {
      players += 1
      const name = `player ${players}`
      return {
        async play({ seed, from, to }: Part, played): Promise<Campaign> {
          told.push(`${name}: ${seed}, ${from} to ${to}`)
          played(tallyOf(100))
          await Promise.resolve()
          const isFailing = failing.includes(from)
          return { tally: tallyOf(isFailing ? 30 : to - from), ...(isFailing && { failure }) }
        },
        async stop() {
          told.push(`${name} stops`)
        },
      }
    },
    now() {
      seconds += 10
      return seconds * 1000
    },
    onProgress: standing => lines.push(progressLine(standing)),
    onBroken: ({ seed, from }, { violation }) => told.push(`${seed}, ${from}: ${violation}`),
  }
  return { told, lines, options }
}

t.test('as many players as cores play all parts', async t => {
  const { told, lines, options } = aGame()
  const results = createResults(run)
  t.strictSame(await playParts(results, options), { tally: tallyOf(1_400), broken: 0 })
  t.strictSame(told, [
    'player 1: 7, 0 to 500',
    'player 2: 7, 500 to 700',
    'player 1: 8, 0 to 500',
    'player 2: 8, 500 to 700',
    'player 1 stops',
    'player 2 stops',
  ])
  t.strictSame(lines, [
    '0 of 1,400 schedules, 0 revisions, 0 violations',
    '100 of 1,400 schedules, 8,000 revisions, 5.0 schedules a second, 5 min left, 0 violations',
    '200 of 1,400 schedules, 16,000 revisions, 6.7 schedules a second, 3 min left, 0 violations',
    '600 of 1,400 schedules, 48,000 revisions, 15.0 schedules a second, 1 min left, 0 violations',
    '700 of 1,400 schedules, 56,000 revisions, 14.0 schedules a second, 1 min left, 0 violations',
    '800 of 1,400 schedules, 64,000 revisions, 13.3 schedules a second, 1 min left, 0 violations',
    '900 of 1,400 schedules, 72,000 revisions, 12.9 schedules a second, 1 min left, 0 violations',
    '1,300 of 1,400 schedules, 104,000 revisions, 16.3 schedules a second, 1 min left, 0 violations',
    '1,400 of 1,400 schedules, 112,000 revisions, 15.6 schedules a second, 0 violations',
  ])
})

t.test('a part with a result is not played again', async t => {
  const { told, lines, options } = aGame()
  const results = createResults(run)
  results.keep(first, { tally: tallyOf(30), failure })
  t.strictSame(await playParts(results, { ...options, cores: 1 }), { tally: tallyOf(930), broken: 1 })
  t.strictSame(told, [
    '7, 0: soldOnceSeen: a',
    'player 1: 7, 500 to 700',
    'player 1: 8, 0 to 500',
    'player 1: 8, 500 to 700',
    'player 1 stops',
  ])
  t.match(lines[0], '30 of 1,400 schedules, 2,400 revisions, 1 violation')
  t.match(lines[1], '130 of 1,400 schedules, 10,400 revisions, 5.0 schedules a second')
})

t.test('a violation is reported, kept, and ends its own part alone', async t => {
  const { told, options } = aGame([0])
  const results = createResults({ ...run, seeds: [7] })
  t.strictSame(await playParts(results, { ...options, cores: 64 }), { tally: tallyOf(230), broken: 1 })
  t.strictSame(results.campaignOf(first), { tally: tallyOf(30), failure })
  t.ok(told.includes('7, 0: soldOnceSeen: a'))
})

t.test('a player that fails is stopped, and so is the run', async t => {
  const { told, options } = aGame()
  const startPlayer = () => ({ ...options.startPlayer(), play: () => Promise.reject(new Error('no memory left')) })
  await t.rejects(playParts(createResults(run), { ...options, cores: 1, startPlayer }), { message: 'no memory left' })
  t.strictSame(told, ['player 1 stops'])
})
