import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** The state of a box office at this moment. */
export interface BoxOfficeReading {
  /** The number of the 16 slots of conferences that this process leads. */
  slotsHeld: number
  /** Orders without a decision, in the conferences that this process leads. */
  undecidedOrders: number
  /** The age of the oldest of these orders; 0 without one. */
  oldestUndecidedSeconds: number
  /** Reservations that the API server did not store, and that are retried. */
  unwrittenReservations: number
  /** Objects that do not fit the schema of their kind. */
  unreadableObjects: number
}

const outcomes = ['stored', 'conflict', 'refused', 'unknown'] as const
const eventOutcomes = ['stored', 'dropped', 'failed'] as const
const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const

/** The counters of a box office, one function for each event. */
export interface BoxOfficeCounts {
  /** Counts a decision over one conference; `seconds` is its duration. */
  countDecision(seconds: number): void
  /** Counts a completed write of a reservation, and its decision if it is stored. */
  countWrite(outcome: (typeof outcomes)[number], decision: (typeof decisions)[number]): void
  /** Counts the orders that a full decision would decide differently. */
  countDifference(orders: number): void
  /** Counts an Event about an order. */
  countEvent(outcome: (typeof eventOutcomes)[number]): void
}

/** Registers the metrics of a box office; `read` is called at each scrape. */
export function createBoxOfficeMetrics(registry: Registry, read: () => BoxOfficeReading): BoxOfficeCounts {
  gaugeBoxOffice(registry, read)
  const counter = (name: string, { help, label }: { help: string; label?: string }) =>
    new Counter({
      name: `kconference_box_office_${name}`,
      help,
      labelNames: label === undefined ? [] : [label],
      registers: [registry],
    })
  const stored = counter('decisions_total', { help: 'Decisions about orders that are stored.', label: 'decision' })
  const written = counter('writes_total', { help: 'Writes of reservations, by outcome.', label: 'outcome' })
  const differing = counter('comparison_differences_total', {
    help: 'Orders that a full decision would decide differently than the incremental decisions did.',
  })
  const events = counter('events_total', { help: 'Events about orders, by outcome.', label: 'outcome' })
  const durations = new Histogram({
    name: 'kconference_box_office_decision_duration_seconds',
    help: 'Seconds of one decision over a conference.',
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
    registers: [registry],
  })
  // Prometheus sees no increase in a series that begins at 1, so each one begins at 0.
  for (const decision of decisions) stored.inc({ decision }, 0)
  for (const outcome of outcomes) written.inc({ outcome }, 0)
  for (const outcome of eventOutcomes) events.inc({ outcome }, 0)
  return {
    countDecision: seconds => durations.observe(seconds),
    countWrite(outcome, decision) {
      written.inc({ outcome })
      if (outcome === 'stored') stored.inc({ decision })
    },
    countDifference: orders => differing.inc(orders),
    countEvent: outcome => events.inc({ outcome }),
  }
}

const gauges = {
  slotsHeld: { name: 'slots_held', help: 'The number of the 16 slots of conferences that this replica leads.' },
  undecidedOrders: { name: 'undecided_orders', help: 'Orders without a decision, of the conferences it leads.' },
  oldestUndecidedSeconds: { name: 'oldest_undecided_seconds', help: 'The age of the oldest of them; 0 without one.' },
  unwrittenReservations: {
    name: 'unwritten_reservations',
    help: 'Reservations that the API server did not store, and that are retried.',
  },
  unreadableObjects: { name: 'unreadable_objects', help: 'Objects that do not fit the schema of their kind.' },
} as const

function gaugeBoxOffice(registry: Registry, read: () => BoxOfficeReading): void {
  for (const [key, { name, help }] of Object.entries(gauges)) {
    new Gauge({
      name: `kconference_box_office_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read()[key as keyof BoxOfficeReading])
      },
    })
  }
}
