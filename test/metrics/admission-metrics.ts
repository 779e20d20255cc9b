import { Registry } from 'prom-client'
import t from 'tap'
import { createAdmissionMetrics } from '../../hooks/metrics/admission-metrics.ts'

t.test('reviews are counted by outcome from 0 on, and timed', async t => {
  const registry = new Registry()
  const count = createAdmissionMetrics(registry)
  count({ outcome: 'allowed', seconds: 0.002 })
  count({ outcome: 'refused', seconds: 0.2 })
  count({ outcome: 'refused', seconds: 9 })
  const lines = (await registry.metrics()).split('\n').filter(line => /_total|_count|_sum|le="(0.0025|5)"/.test(line))
  const reviews = (outcome: string, number: number) =>
    `kconference_admission_reviews_total{outcome="${outcome}"} ${number}`
  t.strictSame(
    lines.filter(line => !line.startsWith('#')),
    [
      reviews('allowed', 1),
      reviews('refused', 2),
      reviews('malformed', 0),
      reviews('unserved', 0),
      reviews('unavailable', 0),
      reviews('failed', 0),
      'kconference_admission_review_duration_seconds_bucket{le="0.0025"} 1',
      'kconference_admission_review_duration_seconds_bucket{le="5"} 2',
      'kconference_admission_review_duration_seconds_sum 9.202',
      'kconference_admission_review_duration_seconds_count 3',
    ],
  )
})
