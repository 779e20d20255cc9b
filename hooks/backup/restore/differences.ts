import type { ArchivedKind, ArchivedObject, NewObject } from '../../schema/backup.ts'
import { isAnswered, type Renewals } from './generations.ts'
import { newObject, renewObject } from './renew-object.ts'

/** Kinds whose status a program of ours writes; Kubernetes writes that of the others. */
const reportedKinds: readonly ArchivedKind[] = ['Conference', 'SeatPool', 'Plan', 'Order', 'Checkout', 'Refund']

/**
 * Only the box office and the engine create these kinds: an object that is not in the backup shows that one of them
 * ran.
 */
const decidedKinds: readonly ArchivedKind[] = ['Reservation', 'Ticket']

/** The differences between a restored conference and its backup, one sentence each. */
export function findDifferences(
  backup: readonly ArchivedObject[],
  { restored, renewals }: { restored: readonly ArchivedObject[]; renewals: Renewals },
): string[] {
  const found = new Map(restored.map(object => [keyOf(object), object]))
  const wanted = new Set(backup.map(keyOf))
  const strangers = restored.filter(object => decidedKinds.includes(object.kind) && !wanted.has(keyOf(object)))
  return [
    ...backup.flatMap(object => differencesOf(object, found.get(keyOf(object)), renewals)),
    ...strangers.map(object => `${keyOf(object)} must not exist`),
  ]
}

/**
 * Whether a found object has all fields of the object to create, and is not being deleted. Further fields do not count: a
 * later version of a kind may have more. Nor does receivedAt, because a gateway may have reported the payment again.
 */
export function isCopyOf(found: ArchivedObject, { metadata, spec }: NewObject): boolean {
  const { receivedAt: _, ...lasting } = spec ?? {}
  return (
    found.metadata.deletionTimestamp === undefined &&
    hasAllOf(found.metadata, metadata) &&
    hasAllOf(found.spec, spec && lasting)
  )
}

/** Whether an object has at least the status in the backup, its times included. */
export function hasStatusOf(found: ArchivedObject, was: ArchivedObject, renewals: Renewals): boolean {
  return hasAllOf(found.status, renewObject(was, renewals).status)
}

function differencesOf(object: ArchivedObject, found: ArchivedObject | undefined, renewals: Renewals): string[] {
  const key = keyOf(object)
  if (found === undefined) return [`${key} must exist`]
  if (!isCopyOf(found, newObject(object, renewals))) return [`${key} must be as in the backup`]
  const hasStatus = !reportedKinds.includes(object.kind) || !isAnswered(object) || hasStatusOf(found, object, renewals)
  return hasStatus ? [] : [`${key} must have the status of the backup`]
}

/** Whether a value has everything that is expected, at every depth. */
function hasAllOf(found: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === undefined || found === expected
  if (typeof found !== 'object' || found === null) return false
  if (Array.isArray(expected) && expected.length !== (found as unknown[]).length) return false
  return Object.entries(expected).every(([key, value]) => hasAllOf((found as Record<string, unknown>)[key], value))
}

function keyOf({ kind, metadata: { name } }: ArchivedObject): string {
  return `${kind} "${name}"`
}
