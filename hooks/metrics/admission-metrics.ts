import { Counter, Histogram, type Registry } from 'prom-client'

const outcomes = ['allowed', 'refused', 'malformed', 'unserved', 'unavailable', 'failed'] as const

/**
 * What became of a review: the order may be stored or not; the request was not what it must be, or went to no path of ours; the
 * API server could not be asked for the plan; or a defect. Of all but the first two the API server hears no decision, and does
 * what failurePolicy says.
 */
export type ReviewOutcome = (typeof outcomes)[number]

/** One review, which took so many seconds from its headers to its answer. */
export interface Review {
  outcome: ReviewOutcome
  seconds: number
}

/** Registers what is counted of reviews; the function counts one. */
export function countReviews(registry: Registry): (review: Review) => void {
  const registers = [registry]
  const reviews = new Counter({
    name: 'kconference_admission_reviews_total',
    help: 'Reviews of new orders, by what became of them.',
    labelNames: ['outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'kconference_admission_review_duration_seconds',
    help: 'From the headers of a review to its answer.',
    // The API server waits for 5 s, unless told.
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  // A series that begins with its first event has no increase then.
  for (const outcome of outcomes) reviews.inc({ outcome }, 0)
  return ({ outcome, seconds }) => {
    reviews.inc({ outcome })
    durations.observe(seconds)
  }
}
