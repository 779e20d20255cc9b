import { Counter, Histogram, type Registry } from 'prom-client'
import { providers } from './cashier-metrics.ts'

const outcomes = ['created', 'repeated', 'refused', 'capped', 'unavailable'] as const

/**
 * The outcome of an order form:
 * - created: an order was created
 * - repeated: the form was sent before; its order exists
 * - refused: a field cannot be accepted
 * - capped: its sender has too many unpaid orders
 * - unavailable: the API server did not answer
 */
export type PlacingOutcome = (typeof outcomes)[number]

const payOutcomes = ['opened', 'later', 'capped', 'unavailable'] as const

/**
 * The outcome of a button that pays:
 * - opened: the buyer was sent to the payment page
 * - later: the cashier did not open the page within seconds; the page of the order shows it later, or why there is none
 * - capped: too many payments of the order are recent
 * - unavailable: the API server did not answer
 */
export type PayOutcome = (typeof payOutcomes)[number]

/** One request; `seconds` is the time from its headers to its answer. */
export interface ShopRequest {
  /** The pattern of the path, such as /:conference, without any name or secret. */
  route: string
  status: number
  seconds: number
}

/** Counts requests, order forms and payments that buyers begin. */
export interface ShopCounters {
  countRequest(request: ShopRequest): void
  countPlacing(outcome: PlacingOutcome): void
  countPayment(payment: { provider: (typeof providers)[number]; outcome: PayOutcome }): void
}

/** Registers the counters of the shop. */
export function createShopMetrics(registry: Registry): ShopCounters {
  const registers = [registry]
  const requests = new Counter({
    name: 'kconference_shop_requests_total',
    help: 'Requests to the shop, by the pattern of their path and the status of the answer.',
    labelNames: ['route', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'kconference_shop_request_duration_seconds',
    help: 'Seconds from the headers of a request to its answer; without streams of events.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const forms = new Counter({
    name: 'kconference_shop_order_forms_total',
    help: 'Order forms, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const payments = new Counter({
    name: 'kconference_shop_payments_total',
    help: 'Payments that buyers begin, by gateway and outcome.',
    labelNames: ['provider', 'outcome'],
    registers,
  })
  // Prometheus sees no increase in a series that begins at 1, so each one begins at 0.
  for (const outcome of outcomes) forms.inc({ outcome }, 0)
  for (const provider of providers) {
    for (const outcome of payOutcomes) payments.inc({ provider, outcome }, 0)
  }
  return {
    countRequest({ route, status, seconds }) {
      requests.inc({ route, status })
      if (!route.endsWith('/events')) durations.observe({ route }, seconds)
    },
    countPlacing: outcome => forms.inc({ outcome }),
    countPayment: labels => payments.inc(labels),
  }
}
