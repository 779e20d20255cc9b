import { Counter, Histogram, type Registry } from 'prom-client'
import { providers } from './cashier-metrics.ts'

/** The outcomes of a callback with a known path: it was acknowledged (the first five), or not. */
const outcomes = [
  'recorded',
  'early',
  'already-recorded',
  'mismatch',
  'ignored',
  'malformed',
  'not-genuine',
  'foreign',
  'unknown-order',
  'too-many',
  'unavailable',
  'failed',
] as const

/** One callback of a gateway; `seconds` is the time from its headers to its answer. */
export interface CountedCallback {
  /** The gateway as in the spec of a Payment: PAYPAL or STRIPE. UNKNOWN for an unknown path. */
  provider: string
  outcome: (typeof outcomes)[number] | 'unserved'
  seconds: number
}

/** Registers the metrics of callbacks and returns a function that counts one callback. */
export function createPaymentMetrics(registry: Registry): (callback: CountedCallback) => void {
  const registers = [registry]
  const callbacks = new Counter({
    name: 'kconference_payment_callbacks_total',
    help: 'Callbacks of payment gateways, by outcome.',
    labelNames: ['provider', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'kconference_payment_callback_duration_seconds',
    help: 'Seconds from the headers of a callback to its answer, the wait for the tickets included.',
    labelNames: ['provider'],
    // The answer waits up to 5 s for the hooks. The deadline of a callback is 20 s.
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers,
  })
  // Prometheus sees no increase in a series that begins at 1, so each one begins at 0: the first mismatch raises an alert.
  for (const provider of providers) {
    for (const outcome of outcomes) callbacks.inc({ provider, outcome }, 0)
  }
  callbacks.inc({ provider: 'UNKNOWN', outcome: 'unserved' }, 0)
  return ({ provider, outcome, seconds }) => {
    callbacks.inc({ provider, outcome })
    durations.observe({ provider }, seconds)
  }
}
