import { Counter, Histogram, type Registry } from 'prom-client'

/** All outcomes of a call. */
export const syncOutcomes = ['answered', 'put-off', 'unauthorized', 'unserved', 'malformed', 'failed'] as const

/**
 * The outcome of a call:
 * - answered
 * - put-off: with 429, because the view is stale, or because the box office must decide or sell first
 * - unauthorized: without an accepted token
 * - unserved, malformed: with a wrong path or body
 * - failed: a defect
 */
export type SyncOutcome = (typeof syncOutcomes)[number]

/** One call of a hook; `seconds` is the time from its headers to its answer. */
export interface SyncCall {
  /** sync or customize. */
  hook: string
  /** The kind of the parent. */
  kind: string
  outcome: SyncOutcome
  seconds: number
}

/** The outcome of a call by the HTTP status of its answer. */
export function syncOutcomeOf(status: number): SyncOutcome {
  if (status < 400) return 'answered'
  if (status === 429) return 'put-off'
  if (status === 401) return 'unauthorized'
  return status < 500 ? 'malformed' : 'failed'
}

/** Registers the metrics of calls and returns a function that counts one call. */
export function createSyncMetrics(registry: Registry): (call: SyncCall) => void {
  const registers = [registry]
  const calls = new Counter({
    name: 'kconference_syncs_total',
    help: 'Calls of a hook, by outcome.',
    labelNames: ['hook', 'kind', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'kconference_sync_duration_seconds',
    help: 'Seconds from the headers of a call to its answer.',
    labelNames: ['hook', 'kind'],
    // Metacontroller gives up after 5 s (customize) and 30 s (sync).
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  return ({ hook, kind, outcome, seconds }) => {
    calls.inc({ hook, kind, outcome })
    durations.observe({ hook, kind }, seconds)
  }
}
