import { KubeError } from '../kube/api.ts'
import type { ArchiveApi } from '../kube/archive.ts'
import type { ArchivedObject, NewObject } from '../schema/backup.ts'
import { isCopyOf } from './differences.ts'
import { isAnswered, type Renewal, type Renewals } from './generations.ts'
import { describeFailure } from './next-step.ts'
import { renewObject } from './renewed.ts'

/** An object of a backup, and what is stored of it now. */
export interface Restored {
  was: ArchivedObject
  is: ArchivedObject
}

/**
 * Creates an object, or finds it where an earlier attempt, or a gateway that reports again, created it. Throws when another
 * one of its name exists, and what the API server said otherwise.
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
  const told = 'another one of that name exists; delete it, or the whole conference, and restore again'
  throw new Error(`Cannot restore ${kind} "${metadata.name}": ${told}`)
}

export function isAlreadyExistsError(error: unknown): boolean {
  return error instanceof KubeError && error.reason === 'AlreadyExists'
}

/** Writes the status that hooks had given an object, unless it has one since. */
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

/** What is given anew to something that is restored. */
export function renewalOf({ was, is }: Restored): Renewal {
  const [{ generation: old = 1 }, { uid, generation = 1 }] = [was.metadata, is.metadata]
  return { uid, generation: { was: old, is: generation } }
}

/** What a request of a restore failed with, and that calling it again goes on. */
export function restoreFailure({ kind, metadata: { name } }: NewObject | ArchivedObject, cause: unknown): Error {
  return new Error(
    `Cannot restore ${kind} "${name}": ${describeFailure(cause as KubeError, 'restore again to go on')}`,
    {
      cause,
    },
  )
}
