import { parseArgs } from 'node:util'
import { describeFailure, runCampaign } from '../test/fixtures/simulation/campaign.ts'
import { play } from '../test/fixtures/simulation/run.ts'
import { summary, type Tally } from '../test/fixtures/simulation/tally.ts'

const usage = `npm run simulate -- [--schedules N] [--seed S] [--steps N]
npm run simulate -- --replay NUMBERS

Plays random schedules of orders, payments and faults against the hooks and the payment code in memory, and checks the
invariants at every revision. The same seed plays the same schedules. A schedule that breaks something is made smaller,
told in words, and printed as numbers that --replay plays again. Exit code 1 if something broke.`

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '4' },
    steps: { type: 'string', default: '250' },
    replay: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) console.log(usage)
else if (values.replay !== undefined) await replay(values.replay)
else await simulate()

async function replay(numbers: string): Promise<void> {
  const { violation } = await play(numbers.split(',').map(Number), sentence => console.log(sentence))
  console.log(violation ?? 'all invariants held')
  if (violation !== undefined) process.exitCode = 1
}

async function simulate(): Promise<void> {
  const [schedules, seed, steps] = [Number(values.schedules), Number(values.seed), Number(values.steps)]
  console.log(`${schedules} schedules of ${steps} steps, seed ${seed}`)
  const { tally, failure } = await runCampaign({ schedules, seed, steps, played: progress })
  console.log(summary(tally))
  if (failure === undefined) return
  console.error(describeFailure(failure))
  process.exitCode = 1
}

function progress(tally: Tally): void {
  if (tally.schedules % 1_000 === 0)
    console.log(`${tally.schedules} schedules, ${tally.revisions} revisions, none broken`)
}
