import t from 'tap'
import { partName, partsOf } from '../../../scripts/simulation/parts.ts'

t.test('a run is played seed by seed, in parts of 500 schedules', async t => {
  t.strictSame(partsOf({ seeds: [7, 8], schedules: 1_200, steps: 250 }), [
    { seed: 7, from: 0, to: 500, steps: 250 },
    { seed: 7, from: 500, to: 1_000, steps: 250 },
    { seed: 7, from: 1_000, to: 1_200, steps: 250 },
    { seed: 8, from: 0, to: 500, steps: 250 },
    { seed: 8, from: 500, to: 1_000, steps: 250 },
    { seed: 8, from: 1_000, to: 1_200, steps: 250 },
  ])
  t.strictSame(partsOf({ seeds: [7], schedules: 3, steps: 9 }), [{ seed: 7, from: 0, to: 3, steps: 9 }])
})

t.test('a part is named after its schedules', async t => {
  t.equal(partName({ seed: 7, from: 500, to: 1_000, steps: 250 }), 'seed-7-schedules-500-to-999')
})
