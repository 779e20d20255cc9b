/** One command of the walk-through with its expected output. */
export interface Step {
  /** The command as a user types it. */
  command: string
  /**
   * Arguments of `kubectl wait` for a condition that must hold first: the demo follows the watch instead of polling. A
   * user who types the command a moment later sees the same output.
   */
  after?: string
  /** The output must match each of these patterns. */
  shows?: RegExp[]
  /** The output must match none of these patterns. */
  hides?: RegExp[]
  /** The command must be refused. */
  refused?: boolean
  /** A callback of the gateway, posted by the demo itself; the command shows it as curl. */
  callback?: Callback
}

/** The form that a payment gateway posts. */
export interface Callback {
  namespace: string
  body: string
}

/** A part of the story, with a sentence on its subject. */
export interface Section {
  title: string
  says: string
  steps: Step[]
}

/** A step with a command and the patterns of its output. */
export function shownStep(command: string, ...patterns: RegExp[]): Step {
  return { command, shows: patterns }
}

/** The same step, played after a condition is met. */
export function delayedStep(condition: string, step: Step): Step {
  return { ...step, after: condition }
}

/** A step in which the gateway reports a payment in EUR. */
export function paymentStep(payment: { order: string; namespace: string; gross: string }, ...patterns: RegExp[]): Step {
  const body = `custom=${payment.order}&payment_status=Completed&mc_gross=${payment.gross}&mc_currency=EUR`
  const { namespace } = payment
  return { command: `curl -XPOST -d '${body}' `, callback: { namespace, body }, shows: patterns }
}

/**
 * Arguments of `kubectl wait` until objects such as "order/order-1 -n meetup" have a field in their status, such as
 * "quantity=6".
 */
export function statusCondition(objects: string, status: string): string {
  const [field, value] = status.split('=')
  return `--for=jsonpath='{.status.${field}}'=${value} ${objects}`
}
