import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createResults, openResults } from '../../../scripts/simulation/results.ts'
import { newTally } from '../../../simulation/tally.ts'

const run = { seeds: [7], schedules: 1_000, steps: 250 }
const part = { seed: 7, from: 0, to: 500, steps: 250 }
const failure = { schedule: [1, 2], violation: 'soldOnceSeen: a', story: ['a orders'] }
const campaign = { tally: { ...newTally(), schedules: 3 }, failure }

t.test('without a folder results exist as long as the process', async t => {
  const results = createResults(run)
  t.equal(results.run, run)
  t.equal(results.campaignOf(part), undefined)
  results.keep(part, campaign)
  t.equal(results.campaignOf(part), campaign)
})

t.test('a folder keeps the run and its results', async t => {
  const folder = join(t.testdir(), 'results', 'of-a-night')
  const first = openResults(folder, run)
  t.strictSame(first.run, run)
  t.equal(first.campaignOf(part), undefined)
  first.keep(part, campaign)
  const second = openResults(folder, { ...run, seeds: [9] })
  t.strictSame(second.run, run, 'with the seeds of the first start')
  t.strictSame(second.campaignOf(part), campaign)
  t.strictSame(readdirSync(folder).sort(), ['run.json', 'seed-7-schedules-0-to-499.json'])
  t.strictSame(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')), run)
})

t.test('a folder of other schedules stays unchanged', async t => {
  const folder = t.testdir()
  openResults(folder, run)
  for (const other of [
    { ...run, schedules: 2_000 },
    { ...run, steps: 100 },
  ]) {
    const message = `Cannot continue in "${folder}": it must belong to ${other.schedules} schedules of ${other.steps} steps`
    t.throws(() => openResults(folder, other), { message })
  }
})

t.test('the error names a file that cannot be read', async t => {
  const folder = t.testdir()
  const results = openResults(folder, run)
  const file = join(folder, 'seed-7-schedules-0-to-499.json')
  writeFileSync(file, '{')
  t.throws(() => results.campaignOf(part), {
    message: `Cannot read "${file}": it must be JSON; delete it to play that part again`,
  })
})
