import type { ArchiveApi } from '../../kube/archive.ts'
import { timestamp } from '../../rules/time.ts'
import { type ArchivedObject, type Backup, type NewObject, restoringAnnotation } from '../../schema/backup.ts'
import type { Renewals } from './generations.ts'
import { newObject } from './renew-object.ts'
import { isAlreadyExistsError, type Restored, restoreFailure } from './restore-object.ts'

interface Marking {
  archive: ArchiveApi
  signal: AbortSignal
  renewals: Renewals
  /** Milliseconds since 1970. */
  now(): number
}

/**
 * Creates the namespace of a conference with the marker that keeps the box office from deciding in it. An existing
 * namespace of the conference gets the marker, or keeps it from an earlier attempt. Rejects if the namespace has another
 * owner.
 */
export async function markNamespace({ conference, objects }: Backup, marking: Marking): Promise<Restored> {
  const { archive, signal, renewals, now } = marking
  const was = objects.find(({ kind }) => kind === 'Namespace') as ArchivedObject
  const object = newObject(was, renewals)
  const marker = { [restoringAnnotation]: timestamp(now()) }
  const annotations = { ...object.metadata.annotations, ...marker }
  try {
    return { was, is: await archive.create({ ...object, metadata: { ...object.metadata, annotations } }, signal) }
  } catch (error) {
    if (!isAlreadyExistsError(error)) throw restoreFailure(object, error)
  }
  const [found] = await archive.list({ kind: 'Namespace', conference, name: conference }, signal)
  if (found === undefined || !hasOwnersOf(found, object))
    throw new Error(
      `Cannot restore Namespace "${conference}": another Namespace of that name exists; delete it and restore again`,
    )
  if (found.metadata.annotations?.[restoringAnnotation] !== undefined) return { was, is: found }
  return { was, is: await archive.annotateNamespace(conference, marker, signal) }
}

/** Removes the marker, so that the box office decides in the namespace again. */
export async function unmarkNamespace(
  conference: string,
  { archive, signal }: Pick<Marking, 'archive' | 'signal'>,
): Promise<void> {
  await archive.annotateNamespace(conference, { [restoringAnnotation]: null }, signal)
}

function hasOwnersOf({ metadata }: ArchivedObject, object: NewObject): boolean {
  const uids = metadata.ownerReferences?.map(({ uid }) => uid) ?? []
  return object.metadata.ownerReferences?.every(({ uid }) => uids.includes(uid)) ?? true
}
