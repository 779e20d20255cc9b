import type { ArchivedKind, ArchivedObject, NewObject } from '../schema/backup.ts'
import { isAnswered, type Renewals } from './generations.ts'
import { newObject } from './new-object.ts'
import { renewObject } from './renewed.ts'

/** Kinds whose status is a hook's; Kubernetes writes the others. */
const hookKinds: readonly ArchivedKind[] = ['Conference', 'Plan', 'Order']

/** Nobody but the box office and the engine makes these: one that is not of the backup shows that they were at work. */
const decidedKinds: readonly ArchivedKind[] = ['Reservation', 'Ticket']

/** What is not there as it was in the backup, a sentence each. */
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
 * Whether what is found is what was to be made, and stays. What it has beside that does not count: a later version of a
 * kind may have more fields. A payment that a gateway has reported again has arrived at another time.
 */
export function isCopyOf(found: ArchivedObject, { metadata, spec }: NewObject): boolean {
  const { receivedAt: _, ...lasting } = spec ?? {}
  return (
    found.metadata.deletionTimestamp === undefined &&
    hasAllOf(found.metadata, metadata) &&
    hasAllOf(found.spec, spec && lasting)
  )
}

/** Whether an object has the very status that a backup has of it, down to the times in it. */
export function hasStatusOf(found: ArchivedObject, was: ArchivedObject, renewals: Renewals): boolean {
  return hasAllOf(found.status, renewObject(was, renewals).status)
}

function differencesOf(object: ArchivedObject, found: ArchivedObject | undefined, renewals: Renewals): string[] {
  const key = keyOf(object)
  if (found === undefined) return [`${key} must exist`]
  if (!isCopyOf(found, newObject(object, renewals))) return [`${key} must be as in the backup`]
  const hasStatus = !hookKinds.includes(object.kind) || !isAnswered(object) || hasStatusOf(found, object, renewals)
  return hasStatus ? [] : [`${key} must have the status of the backup`]
}

/** Whether all that is expected is found. */
function hasAllOf(found: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === undefined || found === expected
  if (typeof found !== 'object' || found === null) return false
  if (Array.isArray(expected) && expected.length !== (found as unknown[]).length) return false
  return Object.entries(expected).every(([key, value]) => hasAllOf((found as Record<string, unknown>)[key], value))
}

function keyOf({ kind, metadata: { name } }: ArchivedObject): string {
  return `${kind} "${name}"`
}
