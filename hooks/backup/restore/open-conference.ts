import type { ArchiveApi } from '../../kube/archive.ts'
import { type ArchivedObject, type Backup, restoredFromAnnotation, restoringAnnotation } from '../../schema/backup.ts'
import { newObject } from './renew-object.ts'
import { createOnce, type Restored } from './restore-object.ts'
import { isAnsweredByOthers } from './stopped-engine.ts'

/**
 * Creates the conference of a backup, or finds the one that an earlier attempt created. Rejects if another conference has
 * its name, if it is already restored, or if the namespace of its name has another owner.
 */
export async function openConference(
  { conference: name, resourceVersion, objects }: Backup,
  { archive, signal }: { archive: ArchiveApi; signal: AbortSignal },
): Promise<Restored> {
  const was = objects.find(({ kind }) => kind === 'Conference') as ArchivedObject
  const mark = `${was.metadata.uid}/${resourceVersion}`
  const [found] = await archive.list({ kind: 'Conference', conference: name, name }, signal)
  const [namespace] = await archive.list({ kind: 'Namespace', conference: name, name }, signal)
  const fault = conferenceFault(found, { mark, was, isMarked: isMarked(namespace) }) ?? namespaceFault(namespace, found)
  if (fault !== undefined) throw new Error(`Cannot restore conference "${name}": ${fault}`)
  const object = newObject(was, new Map())
  const annotations = { ...object.metadata.annotations, [restoredFromAnnotation]: mark }
  const marked = { ...object, metadata: { ...object.metadata, annotations } }
  return { was, is: found ?? (await createOnce(marked, { archive, conference: name, signal })) }
}

function isMarked(namespace: ArchivedObject | undefined): boolean {
  return namespace?.metadata.annotations?.[restoringAnnotation] !== undefined
}

function conferenceFault(
  found: ArchivedObject | undefined,
  { mark, was, isMarked }: { mark: string; was: ArchivedObject; isMarked: boolean },
): string | undefined {
  if (found === undefined) return undefined
  if (found.metadata.deletionTimestamp !== undefined) return 'it is still being deleted; wait until it is gone'
  if (found.metadata.annotations?.[restoredFromAnnotation] !== mark)
    return 'a conference of that name exists; delete it first'
  // An earlier attempt may have stopped after it wrote the status and before it removed the marker.
  if (found.status?.['observedGeneration'] === undefined || (isMarked && !isAnsweredByOthers({ was, is: found })))
    return undefined
  return 'it is already restored; if Metacontroller ran during the restore, delete the conference and restore again'
}

function namespaceFault(namespace: ArchivedObject | undefined, found: ArchivedObject | undefined): string | undefined {
  if (namespace === undefined) return undefined
  if (namespace.metadata.deletionTimestamp !== undefined)
    return 'the namespace of its name is still being deleted; wait until it is gone'
  if (namespace.metadata.ownerReferences?.some(({ uid }) => uid === found?.metadata.uid)) return undefined
  return 'a namespace of that name exists with another owner; delete it first'
}
