import { Counter, Histogram, type Registry } from 'prom-client'

const outcomes = ['allowed', 'refused', 'malformed', 'unserved', 'unavailable', 'failed'] as const

/**
 * The outcome of a review:
 * - allowed, refused: the decision on the order
 * - malformed, unserved: the request had a wrong body or path
 * - unavailable: the API server did not answer the look-up of plan or coupon
 * - failed: a defect
 *
 * After any but the first two, the API server has no decision and applies failurePolicy.
 */
export type ReviewOutcome = (typeof outcomes)[number]

/** One review; `seconds` is the time from its headers to its answer. */
export interface Review {
  outcome: ReviewOutcome
  seconds: number
}

/** Registers the metrics of reviews and returns a function that counts one review. */
export function createAdmissionMetrics(registry: Registry): (review: Review) => void {
  const registers = [registry]
  const reviews = new Counter({
    name: 'kconference_admission_reviews_total',
    help: 'Reviews of new orders, by outcome.',
    labelNames: ['outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'kconference_admission_review_duration_seconds',
    help: 'Seconds from the headers of a review to its answer.',
    // By default the chart lets the API server wait for 5 s.
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  // Prometheus sees no increase in a series that begins at 1, so each one begins at 0.
  for (const outcome of outcomes) reviews.inc({ outcome }, 0)
  return ({ outcome, seconds }) => {
    reviews.inc({ outcome })
    durations.observe(seconds)
  }
}
