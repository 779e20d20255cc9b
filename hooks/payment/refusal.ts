/** How a callback that is not acknowledged ended; one word for the log. */
export type RefusalOutcome = keyof typeof statuses

const statuses = {
  malformed: 400,
  'not-genuine': 401,
  'unknown-order': 404,
  foreign: 422,
  'too-many': 429,
  unavailable: 503,
} as const

/** Why a callback is not acknowledged: one sentence for the sender, and the HTTP status that goes with it. */
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
