import { milliseconds } from '../rules/time.ts'
import { keys } from '../schema/envelope.ts'
import type { OrderRequest } from '../schema/hooks.ts'
import { PutOffError } from './put-off.ts'

/** Milliseconds. */
const longest = 120_000

/**
 * Throws a PutOffError while there is nothing to say of a new order but what the API server says of it from the first
 * moment (the default of its status): the box office decides within moments, and an answer before that would be written only
 * to be replaced. After 2 minutes it is answered all the same, and says what it waits for.
 */
export function putOffUndecided({ parent, children }: OrderRequest, now: number): void {
  const { metadata, spec, status } = parent
  const isAnswered = status?.observedGeneration !== undefined || (status?.payment ?? 'PENDING') !== 'PENDING'
  const seen = [children[keys.reservation], children[keys.payment], children[keys.ticket]].flatMap(Object.values)
  if (isAnswered || spec.cancelled === true || seen.length > 0) return
  const age = now - milliseconds(metadata.creationTimestamp)
  // A clock that is behind the API server's says nothing of how long it has been.
  if (age < 0 || age >= longest) return
  const seconds = Math.ceil((longest - age) / 1000)
  throw new PutOffError(`Order "${metadata.name}" is not answered yet: the box office must decide first`, seconds)
}
