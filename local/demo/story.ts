/** One command of the walk-through, and what it must print. */
export interface Step {
  /** The command as a user types it. */
  command: string
  /**
   * What has to come true first, as arguments of `kubectl wait`: the demo follows the watch instead of asking again.
   * A user who types the command a moment later sees the same.
   */
  after?: string
  /** What the output must match, each of them. */
  shows?: RegExp[]
  /** What the output must not match. */
  hides?: RegExp[]
  /** The command must be refused. */
  refused?: boolean
  /** A callback of the gateway, sent by the demo itself; the command shows it as curl. */
  callback?: Callback
}

/** What a payment gateway posts. */
export interface Callback {
  namespace: string
  body: string
}

/** A part of the story, with a sentence of what it is about. */
export interface Section {
  title: string
  says: string
  steps: Step[]
}

/** A step that shows a command and what it must print. */
export function shows(command: string, ...patterns: RegExp[]): Step {
  return { command, shows: patterns }
}

/** The same step, once something has come true. */
export function after(condition: string, step: Step): Step {
  return { ...step, after: condition }
}

/** A step in which the gateway reports a payment in EUR. */
export function paid(payment: { order: string; namespace: string; gross: string }, ...patterns: RegExp[]): Step {
  const body = `custom=${payment.order}&payment_status=Completed&mc_gross=${payment.gross}&mc_currency=EUR`
  const { namespace } = payment
  return { command: `curl -XPOST -d '${body}' `, callback: { namespace, body }, shows: patterns }
}
