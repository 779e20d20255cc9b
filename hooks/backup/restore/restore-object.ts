import { KubeError } from '../../kube/api.ts'
import type { ArchiveApi } from '../../kube/archive.ts'
import type { ArchivedObject, NewObject } from '../../schema/backup.ts'
import { describeFailure } from '../next-step.ts'
import { isCopyOf } from './differences.ts'
import { isAnswered, type Renewal, type Renewals } from './generations.ts'
import { renewObject } from './renew-object.ts'

/** An object in the backup, and the stored object that is restored from it. */
export interface Restored {
  was: ArchivedObject
  is: ArchivedObject
}

/**
 * Creates an object, or finds the one that an earlier attempt, or a gateway with a repeated report, has created. Rejects
 * if a different object of its name exists, and if the API server fails.
 */
export async function createOnce(
  object: NewObject,
  { archive, conference, signal }: { archive: ArchiveApi; conference: string; signal: AbortSignal },
): Promise<ArchivedObject> {
  const { kind, metadata } = object
  try {
    return await archive.create(object, signal)
  } catch (error) {
    if (!isAlreadyExistsError(error)) throw restoreFailure(object, error)
  }
  const [found] = await archive.list({ kind, conference, name: metadata.name }, signal)
  if (found !== undefined && isCopyOf(found, object)) return found
  const fault = `another ${kind} of that name exists; delete it, or the whole conference, and restore again`
  throw new Error(`Cannot restore ${kind} "${metadata.name}": ${fault}`)
}

export function isAlreadyExistsError(error: unknown): boolean {
  return error instanceof KubeError && error.reason === 'AlreadyExists'
}

/** Writes the old status of an object that a hook had answered, unless it has a new one. */
export async function restoreStatus(
  { was, is }: Restored,
  { archive, renewals, signal }: { archive: ArchiveApi; renewals: Renewals; signal: AbortSignal },
): Promise<void> {
  const { status } = renewObject(was, renewals)
  if (!isAnswered(was) || isAnswered(is) || status === undefined) return
  await archive.writeStatus({ ...is, status }, signal).catch(error => {
    throw restoreFailure(was, error)
  })
}

/** The new uid and generation of a restored object. */
export function renewalOf({ was, is }: Restored): Renewal {
  const [{ generation: old = 1 }, { uid, generation = 1 }] = [was.metadata, is.metadata]
  return { uid, generation: { was: old, is: generation } }
}

/** The error for a failed request of a restore; its next step is to run the restore again. */
export function restoreFailure({ kind, metadata: { name } }: NewObject | ArchivedObject, cause: unknown): Error {
  return new Error(
    `Cannot restore ${kind} "${name}": ${describeFailure(cause as KubeError, 'restore again to continue')}`,
    {
      cause,
    },
  )
}
