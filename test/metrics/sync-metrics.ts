import { Registry } from 'prom-client'
import t from 'tap'
import { createSyncMetrics, syncOutcomeOf } from '../../hooks/metrics/sync-metrics.ts'

t.test('the status of an answer decides the outcome', async t => {
  const table = {
    200: 'answered',
    400: 'malformed',
    401: 'unauthorized',
    413: 'malformed',
    429: 'put-off',
    500: 'failed',
  }
  for (const [status, outcome] of Object.entries(table)) t.equal(syncOutcomeOf(Number(status)), outcome, status)
})

t.test('calls are counted by hook, kind and outcome, and timed', async t => {
  const registry = new Registry()
  const count = createSyncMetrics(registry)
  count({ hook: 'sync', kind: 'Order', outcome: 'answered', seconds: 0.002 })
  count({ hook: 'sync', kind: 'Order', outcome: 'answered', seconds: 0.2 })
  count({ hook: 'sync', kind: 'Order', outcome: 'put-off', seconds: 0.001 })
  count({ hook: 'customize', kind: 'Plan', outcome: 'failed', seconds: 40 })
  const lines = (await registry.metrics()).split('\n').filter(line => /_total|_count|_sum|le="0.0025"/.test(line))
  t.strictSame(
    lines.filter(line => !line.startsWith('#')),
    [
      'kconference_syncs_total{hook="sync",kind="Order",outcome="answered"} 2',
      'kconference_syncs_total{hook="sync",kind="Order",outcome="put-off"} 1',
      'kconference_syncs_total{hook="customize",kind="Plan",outcome="failed"} 1',
      'kconference_sync_duration_seconds_bucket{le="0.0025",hook="sync",kind="Order"} 2',
      'kconference_sync_duration_seconds_sum{hook="sync",kind="Order"} 0.203',
      'kconference_sync_duration_seconds_count{hook="sync",kind="Order"} 3',
      'kconference_sync_duration_seconds_bucket{le="0.0025",hook="customize",kind="Plan"} 0',
      'kconference_sync_duration_seconds_sum{hook="customize",kind="Plan"} 40',
      'kconference_sync_duration_seconds_count{hook="customize",kind="Plan"} 1',
    ],
  )
})
