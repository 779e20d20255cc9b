import { milliseconds } from '../../rules/time.ts'
import { keys } from '../../schema/envelope.ts'
import type { OrderRequest } from '../../schema/hooks.ts'
import { PutOffError } from '../put-off.ts'

const longestMs = 120_000

/**
 * Throws a PutOffError for a new order until the box office has decided, which takes moments: a status written before would
 * only repeat the default of the CRD. After 2 minutes there is an answer all the same, which says what the order waits for.
 */
export function putOffUndecided({ parent, children }: OrderRequest, now: number): void {
  const { metadata, spec, status } = parent
  const isAnswered = status?.observedGeneration !== undefined || (status?.payment ?? 'PENDING') !== 'PENDING'
  const seen = [children[keys.reservation], children[keys.payment], children[keys.ticket]].flatMap(Object.values)
  if (isAnswered || spec.cancelled === true || seen.length > 0) return
  const age = now - milliseconds(metadata.creationTimestamp)
  // A clock behind that of the API server cannot tell how long the order has waited.
  if (age < 0 || age >= longestMs) return
  const seconds = Math.ceil((longestMs - age) / 1000)
  throw new PutOffError(`Order "${metadata.name}" is not answered yet: the box office must decide first`, seconds)
}
