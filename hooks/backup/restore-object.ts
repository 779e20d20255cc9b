import { KubeError } from '../kube/api.ts'
import type { ArchiveApi, NewObject } from '../kube/archive.ts'
import type { ArchivedObject } from '../schema/backup.ts'
import { includes } from './differences.ts'
import type { Renewal, Renewals } from './generations.ts'
import { renewed } from './renewed.ts'

/** An object of a backup, and what is stored of it now. */
export interface Restored {
  was: ArchivedObject
  is: ArchivedObject
}

/**
 * Creates an object, or finds it where an earlier attempt, or a gateway that repeats itself, has created it. Throws when
 * another of its name is there, and what the API server said otherwise.
 */
export async function createOnce(
  object: NewObject,
  { archive, conference, signal }: { archive: ArchiveApi; conference: string; signal: AbortSignal },
): Promise<ArchivedObject> {
  const { kind, metadata, spec } = object
  const { name } = metadata
  try {
    return await archive.create(object, signal)
  } catch (error) {
    if (!(error instanceof KubeError && error.reason === 'AlreadyExists')) throw restoring(object, error)
  }
  const [found] = await archive.list({ kind, conference, name }, signal)
  if (found === undefined || !includes(found.spec, withoutTime(spec)) || !includes(found.metadata, metadata))
    throw new Error(`Cannot restore ${kind} "${name}": no other of that name must be there`)
  return found
}

/** Writes the status that hooks had given an object, unless it has one since. */
export async function restoreStatus(
  { was, is }: Restored,
  { archive, renewals, signal }: { archive: ArchiveApi; renewals: Renewals; signal: AbortSignal },
): Promise<void> {
  const { status } = renewed(was, renewals)
  if (!isAnswered(was) || isAnswered(is) || status === undefined) return
  await archive.writeStatus({ ...is, status }, signal).catch(error => {
    throw restoring(was, error)
  })
}

/** Whether a hook has given it a status: Metacontroller says then which generation it answers. */
export function isAnswered({ status }: ArchivedObject): boolean {
  return status?.['observedGeneration'] !== undefined
}

/** What is given anew to something that is restored. */
export function renewalOf({ was, is }: Restored): Renewal {
  const [{ generation: old = 1 }, { uid, generation = 1 }] = [was.metadata, is.metadata]
  return { uid, generation: { was: old, is: generation } }
}

/** A payment that a gateway reports again arrives at another time. */
function withoutTime(spec: NewObject['spec'] = {}): object {
  const { receivedAt: _, ...rest } = spec
  return rest
}

function restoring({ kind, metadata: { name } }: NewObject | ArchivedObject, cause: unknown): Error {
  const said = cause instanceof Error ? cause.message : String(cause)
  return new Error(`Cannot restore ${kind} "${name}": ${said}; restore again to go on`, { cause })
}
