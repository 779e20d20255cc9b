import t from 'tap'
import { describeFailure, runCampaign } from '../fixtures/simulation/campaign.ts'
import { faultNames } from '../fixtures/simulation/faults.ts'
import { reachedNames } from '../fixtures/simulation/reached.ts'
import { summary } from '../fixtures/simulation/tally.ts'

t.test('whatever goes wrong, nothing is sold twice, no money is lost, and all of it converges', async t => {
  const { tally, failure } = await runCampaign({ schedules: 2_000, steps: 250, seed: 4 })
  if (failure !== undefined) t.fail(describeFailure(failure))
  t.comment(summary(tally))
  t.equal(tally.schedules, 2_000)
  for (const name of faultNames) t.ok(tally.faults[name] > 0, `${name}: ${tally.faults[name]}`)
  for (const name of reachedNames) t.ok(tally.reached[name] > 0, `${name}: ${tally.reached[name]}`)
})
