import type { ArchivedKind, ArchivedObject, NewObject } from '../schema/backup.ts'
import { isAnswered, type Renewals } from './generations.ts'
import { newObject } from './new-object.ts'
import { renewed } from './renewed.ts'

/** Kinds whose status is a hook's; Kubernetes writes the others. */
const answered: readonly ArchivedKind[] = ['Conference', 'Plan', 'Order']

/** Nobody but the box office and the engine makes these: one that is not of the backup shows that they were at work. */
const decided: readonly ArchivedKind[] = ['Reservation', 'Ticket']

/** What is not there as it was in the backup, a sentence each. */
export function differences(
  backup: readonly ArchivedObject[],
  { restored, renewals }: { restored: readonly ArchivedObject[]; renewals: Renewals },
): string[] {
  const found = new Map(restored.map(object => [keyOf(object), object]))
  const wanted = new Set(backup.map(keyOf))
  const strangers = restored.filter(object => decided.includes(object.kind) && !wanted.has(keyOf(object)))
  return [
    ...backup.flatMap(object => differenceOf(object, found.get(keyOf(object)), renewals)),
    ...strangers.map(object => `${keyOf(object)} must not exist`),
  ]
}

/**
 * Whether what is found is what was to be made, and stays. What it has beside that does not count: a later version of a
 * kind may have more fields. A payment that a gateway has reported again has arrived at another time.
 */
export function isMade(found: ArchivedObject, { metadata, spec }: NewObject): boolean {
  const { receivedAt: _, ...lasting } = spec ?? {}
  return (
    found.metadata.deletionTimestamp === undefined &&
    includes(found.metadata, metadata) &&
    includes(found.spec, spec && lasting)
  )
}

/** Whether an object has the very status that a backup has of it, down to the times in it. */
export function isStatusOf(found: ArchivedObject, was: ArchivedObject, renewals: Renewals): boolean {
  return includes(found.status, renewed(was, renewals).status)
}

function differenceOf(object: ArchivedObject, found: ArchivedObject | undefined, renewals: Renewals): string[] {
  const key = keyOf(object)
  if (found === undefined) return [`${key} must exist`]
  if (!isMade(found, newObject(object, renewals))) return [`${key} must be as in the backup`]
  const hasStatus = !answered.includes(object.kind) || !isAnswered(object) || isStatusOf(found, object, renewals)
  return hasStatus ? [] : [`${key} must have the status of the backup`]
}

/** Whether all that is expected is found. */
function includes(found: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === undefined || found === expected
  if (typeof found !== 'object' || found === null) return false
  if (Array.isArray(expected) && expected.length !== (found as unknown[]).length) return false
  return Object.entries(expected).every(([key, value]) => includes((found as Record<string, unknown>)[key], value))
}

function keyOf({ kind, metadata: { name } }: ArchivedObject): string {
  return `${kind} "${name}"`
}
