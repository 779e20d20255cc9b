import { Registry } from 'prom-client'
import t from 'tap'
import { createBoxOfficeMetrics } from '../../hooks/metrics/box-office-metrics.ts'

function start() {
  const registry = new Registry()
  const reading = {
    slotsHeld: 16,
    undecidedOrders: 3,
    oldestUndecidedSeconds: 1.5,
    unwrittenReservations: 2,
    unreadableObjects: 1,
  }
  const counts = createBoxOfficeMetrics(registry, () => reading)
  const lines = async () =>
    (await registry.metrics())
      .split('\n')
      .filter(line => /^kconference/.test(line) && !/_bucket/.test(line))
      .map(line => line.replace('kconference_box_office_', ''))
  return { reading, counts, lines }
}

const nothing = [
  'decisions_total{decision="Held"} 0',
  'decisions_total{decision="Sold"} 0',
  'decisions_total{decision="Waitlisted"} 0',
  'decisions_total{decision="Refused"} 0',
  'decisions_total{decision="Released"} 0',
  'writes_total{outcome="stored"} 0',
  'writes_total{outcome="conflict"} 0',
  'writes_total{outcome="refused"} 0',
  'writes_total{outcome="unknown"} 0',
  'comparison_differences_total 0',
  'events_total{outcome="stored"} 0',
  'events_total{outcome="dropped"} 0',
  'events_total{outcome="failed"} 0',
  'decision_duration_seconds_sum 0',
  'decision_duration_seconds_count 0',
]

t.test('the state of a box office is read at each scrape', async t => {
  const { reading, lines } = start()
  t.strictSame(await lines(), [
    'slots_held 16',
    'undecided_orders 3',
    'oldest_undecided_seconds 1.5',
    'unwritten_reservations 2',
    'unreadable_objects 1',
    ...nothing,
  ])
  reading.slotsHeld = 0
  t.ok((await lines()).includes('slots_held 0'))
})

t.test('events are counted, and a decision once it is stored', async t => {
  const { counts, lines } = start()
  counts.countDecision(0.002)
  counts.countDecision(0.003)
  counts.countWrite('stored', 'Held')
  counts.countWrite('stored', 'Held')
  counts.countWrite('stored', 'Sold')
  counts.countWrite('conflict', 'Sold')
  counts.countWrite('refused', 'Waitlisted')
  counts.countWrite('unknown', 'Released')
  counts.countDifference(2)
  counts.countDifference(1)
  counts.countEvent('stored')
  counts.countEvent('dropped')
  counts.countEvent('failed')
  const counted = (await lines()).filter(line => !nothing.includes(line)).slice(5)
  t.strictSame(counted, [
    'decisions_total{decision="Held"} 2',
    'decisions_total{decision="Sold"} 1',
    'writes_total{outcome="stored"} 3',
    'writes_total{outcome="conflict"} 1',
    'writes_total{outcome="refused"} 1',
    'writes_total{outcome="unknown"} 1',
    'comparison_differences_total 3',
    'events_total{outcome="stored"} 1',
    'events_total{outcome="dropped"} 1',
    'events_total{outcome="failed"} 1',
    'decision_duration_seconds_sum 0.005',
    'decision_duration_seconds_count 2',
  ])
})
