import t from 'tap'
import { figuresOf, type Measurement } from '../../bench/figure.ts'
import { type Report, textOf } from '../../bench/report.ts'

const rate: Measurement = {
  part: 'system',
  name: 'order to reserved',
  size: '1,000 orders',
  unit: 'orders/s',
  value: 40,
  baseline: { name: 'orders stored', value: 400 },
}
const none = { ...rate, name: 'oversold', unit: '', value: 0, baseline: { name: 'nothing', value: 0 } }

const report: Report = {
  version: '0.2.0',
  at: '2026-11-20T08:00:00.000Z',
  seconds: 12.3,
  engine: 'stand-in',
  machine: { cores: 2, processor: 'a processor', memoryMB: 4096, platform: 'linux x64', node: 'v24.0.0' },
  sizes: {},
  figures: figuresOf([rate, { ...rate, value: 50 }, none]),
  faults: [],
}

t.test('the table shows the figures, their setting and their ratios', async t => {
  t.equal(
    textOf(report),
    [
      'kconference 0.2.0, 2026-11-20T08:00:00.000Z, 12 s',
      '2 cores (a processor), 4096 MB, linux x64, Node.js v24.0.0',
      'engine: stand-in',
      '',
      'part    what               of            median  least–most  unit      ratio  to             which is',
      '──────  ─────────────────  ────────────  ──────  ──────────  ────────  ─────  ─────────────  ────────',
      'system  order to reserved  1,000 orders      45       40–50  orders/s  0.113  orders stored       400',
      'system  oversold           1,000 orders       0         0–0            –      nothing               0',
    ].join('\n'),
  )
})

t.test('the engine is named only if one ran', async t => {
  const { engine: _, ...without } = report
  t.notMatch(textOf(without), 'engine')
})

t.test('the file with further values of the chart is named', async t => {
  t.match(textOf({ ...report, values: 'lean.yaml' }), '\nengine: stand-in\nvalues of the chart: lean.yaml\n\n')
  t.notMatch(textOf(report), 'values of the chart')
})

t.test('another system is shown below', async t => {
  const of = { name: 'another 1.0', setting: 'two cores', figures: [] }
  const comparison = { what: 'orders', unit: 'orders/s', theirs: '20', ours: 45, factor: 2.25 }
  const comparisons = [{ ...comparison, of: { theirs: '100 orders', ours: '1,000 orders' } }]
  const text = textOf({ ...report, peer: { of, comparisons }, faults: ['A fault'] })
  t.match(
    text,
    /\n\nanother 1\.0: two cores\n\nwhat .*\n─.*\norders +orders\/s +20 +100 orders +45 +1,000 orders +2\.25\n\nA fault$/,
  )
})

t.test('faults are shown below', async t => {
  const text = textOf({ ...report, faults: ['Seat 1 has two reservations'] })
  t.match(text, /\n\nSeat 1 has two reservations$/)
})
