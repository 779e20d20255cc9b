import t from 'tap'
import { figuresOf, type Measurement } from '../../bench/figure.ts'

const rate: Measurement = {
  part: 'system',
  name: 'order to reserved',
  size: '1,000 orders',
  unit: 'orders/s',
  value: 40,
  baseline: { name: 'orders stored', value: 400 },
}

t.test('the rounds of one measurement are one figure, beside its baseline', async t => {
  const rounds = [rate, { ...rate, value: 90, baseline: { ...rate.baseline, value: 200 } }, { ...rate, value: 50 }]
  t.strictSame(figuresOf(rounds), [
    {
      part: 'system',
      name: 'order to reserved',
      size: '1,000 orders',
      unit: 'orders/s',
      median: 50,
      least: 40,
      most: 90,
      rounds: [40, 90, 50],
      baseline: { name: 'orders stored', median: 400, rounds: [400, 200, 400] },
      ratio: 0.125,
    },
  ])
})

t.test('part, name and size distinguish figures, which stay in the order of measurement', async t => {
  const others = [
    rate,
    { ...rate, size: '10 orders' },
    { ...rate, name: 'payment to ticket' },
    { ...rate, part: 'flash' as const },
    rate,
  ]
  t.strictSame(
    figuresOf(others).map(({ part, name, size, rounds }) => [part, name, size, rounds.length]),
    [
      ['system', 'order to reserved', '1,000 orders', 2],
      ['system', 'order to reserved', '10 orders', 1],
      ['system', 'payment to ticket', '1,000 orders', 1],
      ['flash', 'order to reserved', '1,000 orders', 1],
    ],
  )
})

t.test('there is no ratio to a baseline of 0', async t => {
  t.equal(figuresOf([{ ...rate, baseline: { name: 'nothing', value: 0 } }])[0]?.ratio, null)
})

t.test('without measurements there are no figures', async t => {
  t.strictSame(figuresOf([]), [])
})
