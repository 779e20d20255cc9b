import { Counter, Gauge, type Registry } from 'prom-client'

/** The counters of the cashier. */
export interface CashierCounts {
  countState(reached: { kind: 'Checkout' | 'Refund'; provider: string; state: string }): void
  countFailure(provider: string, kind: string): void
  countUnrecorded(provider: string): void
}

/** The readings of a running cashier; `oldest` in milliseconds since 1970. */
export interface CashierReadings {
  openObjects(): { kind: string; state: string; count: number; oldest: number }[]
  refundsOfHour(): number
}

const states = {
  Checkout: ['Requested', 'Open', 'Paid', 'Expired', 'Failed'],
  Refund: ['Requested', 'Sent', 'Succeeded', 'Failed'],
} as const
const openStates = [
  ['Checkout', 'Requested'],
  ['Checkout', 'Open'],
  ['Refund', 'Requested'],
  ['Refund', 'Sent'],
] as const
/** The gateways at which buyers pay, as labels. */
export const providers = ['STRIPE', 'PAYPAL'] as const
const failures = ['refused', 'keys', 'limited', 'unknown'] as const

/** Registers the counters of the cashier. Prometheus sees no increase in a series that begins at 1, so each begins at 0. */
export function createCashierMetrics(registry: Registry): CashierCounts {
  const registers = [registry]
  const reached = new Counter({
    name: 'kconference_cashier_states_total',
    help: 'Checkouts and refunds that this replica brought to a state, by gateway.',
    labelNames: ['kind', 'provider', 'state'],
    registers,
  })
  const failed = new Counter({
    name: 'kconference_cashier_gateway_failures_total',
    help: 'Failed calls of the APIs of gateways: refused, keys (the API keys), limited (too many calls) or unknown (no clear answer).',
    labelNames: ['provider', 'kind'],
    registers,
  })
  const unrecorded = new Counter({
    name: 'kconference_cashier_unrecorded_payments_total',
    help: 'Payments that a gateway reported and that cannot be recorded: a person must look.',
    labelNames: ['provider'],
    registers,
  })
  for (const provider of providers) {
    for (const kind of ['Checkout', 'Refund'] as const) {
      for (const state of states[kind]) reached.inc({ kind, provider, state }, 0)
    }
    unrecorded.inc({ provider }, 0)
    for (const kind of failures) failed.inc({ provider, kind }, 0)
  }
  return {
    countState: labels => reached.inc(labels),
    countFailure: (provider, kind) => failed.inc({ provider, kind }),
    countUnrecorded: provider => unrecorded.inc({ provider }),
  }
}

/** Registers gauges that are read at each scrape. `now` is in milliseconds since 1970. */
export function gaugeCashier(registry: Registry, readings: CashierReadings & { now(): number }): void {
  const registers = [registry]
  new Gauge({
    name: 'kconference_cashier_open_objects',
    help: 'Checkouts and refunds that are not over, by state. Every replica reports all of them.',
    labelNames: ['kind', 'state'],
    registers,
    collect() {
      for (const [kind, state] of openStates) this.set({ kind, state }, 0)
      for (const { kind, state, count } of readings.openObjects()) this.set({ kind, state }, count)
    },
  })
  new Gauge({
    name: 'kconference_cashier_oldest_seconds',
    help: 'The age of the oldest checkout or refund in a state that is not the last one.',
    labelNames: ['kind', 'state'],
    registers,
    collect() {
      for (const [kind, state] of openStates) this.set({ kind, state }, 0)
      for (const { kind, state, oldest } of readings.openObjects()) {
        this.set({ kind, state }, (readings.now() - oldest) / 1000)
      }
    },
  })
  new Gauge({
    name: 'kconference_cashier_refunds_of_hour',
    help: 'Refunds that were sent within the last hour, of all conferences and replicas.',
    registers,
    collect() {
      this.set(readings.refundsOfHour())
    },
  })
}
