import type { ArchiveApi } from '../kube/archive.ts'
import type { ArchivedObject, Backup } from '../schema/backup.ts'
import { isAnswered } from './generations.ts'
import { newObject } from './new-object.ts'
import { createOnce, type Restored } from './restore-object.ts'

/** By this annotation a conference says which backup it is restored from: only that one goes on where it stopped. */
const restoredFrom = 'backup.app.corley.it/restored-from'

/**
 * Makes the conference of a backup, or finds it where restoring that backup has stopped halfway. Throws when there is another
 * one, when it is restored already, or when there is a namespace of its name that is not its own.
 */
export async function openConference(
  { conference: name, resourceVersion, objects }: Backup,
  { archive, signal }: { archive: ArchiveApi; signal: AbortSignal },
): Promise<Restored> {
  const was = objects.find(({ kind }) => kind === 'Conference') as ArchivedObject
  const mark = `${was.metadata.uid}/${resourceVersion}`
  const [there] = await archive.list({ kind: 'Conference', conference: name, name }, signal)
  const [namespace] = await archive.list({ kind: 'Namespace', conference: name, name }, signal)
  const fault = conferenceFault(there, mark) ?? namespaceFault(namespace, there)
  if (fault !== undefined) throw new Error(`Cannot restore conference "${name}": ${fault}`)
  const object = newObject(was, new Map())
  const annotations = { ...object.metadata.annotations, [restoredFrom]: mark }
  const marked = { ...object, metadata: { ...object.metadata, annotations } }
  return { was, is: there ?? (await createOnce(marked, { archive, conference: name, signal })) }
}

function conferenceFault(there: ArchivedObject | undefined, mark: string): string | undefined {
  if (there === undefined) return undefined
  if (there.metadata.deletionTimestamp !== undefined) return 'it must be gone, but is still being deleted: wait'
  if (there.metadata.annotations?.[restoredFrom] !== mark)
    return 'there must be none of that name, but there is one: delete it first'
  if (!isAnswered(there)) return undefined
  return 'it must not be there, but it has been restored already; if Metacontroller ran before it was, delete it and restore again'
}

function namespaceFault(namespace: ArchivedObject | undefined, there: ArchivedObject | undefined): string | undefined {
  if (namespace === undefined) return undefined
  if (namespace.metadata.deletionTimestamp !== undefined)
    return 'the namespace of its name must be gone, but is still being deleted: wait'
  if (namespace.metadata.ownerReferences?.some(({ uid }) => uid === there?.metadata.uid)) return undefined
  return 'there must be no namespace of that name, but there is one: delete it first'
}
