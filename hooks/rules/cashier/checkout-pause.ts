import { type AttemptFacts, type CheckoutFacts, mostDeclines } from './checkout-step.ts'

const secondMs = 1000

/** The time in milliseconds until the next visit of a checkout, by the state of its attempt. */
export function checkoutPauseMs(
  { declines }: Pick<CheckoutFacts, 'declines'>,
  attempt: Pick<AttemptFacts, 'state'> | undefined,
): number {
  if (attempt === undefined) return 2 * secondMs
  if (attempt.state === 'pending') return 900 * secondMs
  // PayPal still shows a declined order as approved, and the buyer needs time to choose another way to pay.
  return (declines > 0 ? 30 * 2 ** Math.min(declines, mostDeclines) : 30) * secondMs
}
