/** The outcome of a callback that is not acknowledged, as one word for the log. */
export type RefusalOutcome = keyof typeof statuses

const statuses = {
  malformed: 400,
  'not-genuine': 401,
  'unknown-order': 404,
  foreign: 422,
  'too-many': 429,
  unavailable: 503,
} as const

/** The reason why a callback is not acknowledged: one sentence for the sender, and the HTTP status of the answer. */
export class Refusal extends Error {
  readonly outcome: RefusalOutcome
  readonly status: number

  constructor(outcome: RefusalOutcome, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Refusal'
    this.outcome = outcome
    this.status = statuses[outcome]
  }
}

/** The reason of a failed fetch: its own error has no more text than "fetch failed". */
export function fetchCause(thrown: unknown): unknown {
  return thrown instanceof TypeError && thrown.cause !== undefined ? thrown.cause : thrown
}
