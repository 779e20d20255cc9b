import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createResults, openResults } from '../../../scripts/simulation/results.ts'
import { newTally } from '../../../simulation/tally.ts'

const run = { seeds: [7], schedules: 1_000, steps: 250 }
const part = { seed: 7, from: 0, to: 500, steps: 250 }
const failure = { schedule: [1, 2], violation: 'soldOnceSeen: a', story: ['a orders'] }
const campaign = { tally: { ...newTally(), schedules: 3 }, failure }

t.test('without a folder results are known as long as the process lives', async t => {
  const results = createResults(run)
  t.equal(results.run, run)
  t.equal(results.of(part), undefined)
  results.keep(part, campaign)
  t.equal(results.of(part), campaign)
})

t.test('a folder keeps what is played and what came of it', async t => {
  const folder = join(t.testdir(), 'results', 'of-a-night')
  const first = openResults(folder, run)
  t.strictSame(first.run, run)
  t.equal(first.of(part), undefined)
  first.keep(part, campaign)
  const second = openResults(folder, { ...run, seeds: [9] })
  t.strictSame(second.run, run, 'with the seeds of the first start')
  t.strictSame(second.of(part), campaign)
  t.strictSame(readdirSync(folder).sort(), ['run.json', 'seed-7-schedules-0-to-499.json'])
  t.strictSame(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')), run)
})

t.test('a folder about other schedules is left as it is', async t => {
  const folder = t.testdir()
  openResults(folder, run)
  for (const other of [
    { ...run, schedules: 2_000 },
    { ...run, steps: 100 },
  ]) {
    const message = `Cannot continue in "${folder}": it must be about ${other.schedules} schedules of ${other.steps} steps`
    t.throws(() => openResults(folder, other), { message })
  }
})

t.test('a file that cannot be read is named', async t => {
  const folder = t.testdir()
  const results = openResults(folder, run)
  const file = join(folder, 'seed-7-schedules-0-to-499.json')
  writeFileSync(file, '{')
  t.throws(() => results.of(part), {
    message: `Cannot read "${file}": it must be JSON; delete it to play that part again`,
  })
})
