import t from 'tap'
import { progressLine, violationsText } from '../../../scripts/simulation/progress.ts'

const standing = { all: 200_000, schedules: 12_500, revisions: 1_043_210, broken: 0 }

t.test('the line shows the progress, the speed and the time left', async t => {
  t.equal(
    progressLine({ ...standing, since: { schedules: 2_500, seconds: 50 } }),
    '12,500 of 200,000 schedules, 1,043,210 revisions, 50.0 schedules a second, 1 h 3 min left, 0 violations',
  )
  t.equal(
    progressLine({ ...standing, schedules: 199_970, broken: 1, since: { schedules: 5, seconds: 10 } }),
    '199,970 of 200,000 schedules, 1,043,210 revisions, 0.5 schedules a second, 1 min left, 1 violation',
  )
})

t.test('it shows no speed before the first schedule, and no time left at the end', async t => {
  for (const since of [
    { schedules: 0, seconds: 0 },
    { schedules: 0, seconds: 3 },
  ])
    t.equal(progressLine({ ...standing, since }), '12,500 of 200,000 schedules, 1,043,210 revisions, 0 violations')
  t.equal(
    progressLine({ ...standing, schedules: 200_000, since: { schedules: 100, seconds: 2 } }),
    '200,000 of 200,000 schedules, 1,043,210 revisions, 50.0 schedules a second, 0 violations',
  )
})

t.test('numbers agree with their nouns', async t => {
  t.strictSame([0, 1, 2_000].map(violationsText), ['0 violations', '1 violation', '2,000 violations'])
})
