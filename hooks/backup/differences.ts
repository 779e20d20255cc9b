import type { ArchivedKind, ArchivedObject } from '../schema/backup.ts'
import type { Renewals } from './generations.ts'
import { newObject } from './new-object.ts'
import { renewed } from './renewed.ts'

/** Kinds whose status is a hook's; Kubernetes writes the others. */
export const answered: readonly ArchivedKind[] = ['Conference', 'Plan', 'Order']

/** Nobody but the box office and the engine makes these: one that is not of the backup shows that they were at work. */
const decided: readonly ArchivedKind[] = ['Reservation', 'Ticket']

/**
 * What is not there as it was in the backup, a sentence each. Fields that are there beside it do not count: a later
 * version of a kind may have more of them.
 */
export function differences(
  backup: readonly ArchivedObject[],
  { restored, renewals }: { restored: readonly ArchivedObject[]; renewals: Renewals },
): string[] {
  const found = new Map(restored.map(object => [keyOf(object), object]))
  const wanted = new Set(backup.map(keyOf))
  const strangers = restored.filter(object => decided.includes(object.kind) && !wanted.has(keyOf(object)))
  return [
    ...backup.flatMap(object => differenceOf(object, found.get(keyOf(object)), renewals)),
    ...strangers.map(object => `${keyOf(object)} must not be there`),
  ]
}

function differenceOf(object: ArchivedObject, found: ArchivedObject | undefined, renewals: Renewals): string[] {
  if (found === undefined) return [`${keyOf(object)} must be there`]
  const { metadata, spec } = newObject(object, renewals)
  const { status } = answered.includes(object.kind) ? renewed(object, renewals) : {}
  const parts = { metadata, spec, status }
  return Object.entries(parts)
    .filter(([part, expected]) => !includes(found[part as keyof typeof parts], expected))
    .map(([part]) => `${keyOf(object)} must have the ${part} of the backup`)
}

/** Whether all that is expected is found, whatever is found beside it. */
export function includes(found: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === undefined || found === expected
  if (typeof found !== 'object' || found === null) return false
  if (Array.isArray(expected) && expected.length !== (found as unknown[]).length) return false
  return Object.entries(expected).every(([key, value]) => includes((found as Record<string, unknown>)[key], value))
}

function keyOf({ kind, metadata: { name } }: ArchivedObject): string {
  return `${kind} "${name}"`
}
