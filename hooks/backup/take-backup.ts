import type { KubeError } from '../kube/api.ts'
import type { ArchiveApi } from '../kube/archive.ts'
import { timestamp } from '../rules/time.ts'
import { type ArchivedObject, archivedKinds, type Backup, backupFormat, restoringAnnotation } from '../schema/backup.ts'
import { isKubernetesLabel, nameLabel } from '../schema/namespace.ts'
import { selectObjects, sequenceOf } from './archived-objects.ts'
import { describeFailure } from './next-step.ts'

export interface TakeOptions {
  archive: ArchiveApi
  /** The time of the backup, in milliseconds since 1970. */
  now: number
  signal: AbortSignal
  log(line: string): void
}

/**
 * Backs up a conference with all its objects, as they were at one moment: every kind is read at the same revision of the
 * API server, so everything may keep running. Rejects with one sentence if the conference does not exist, is being deleted
 * or restored, has no namespace of its own, or cannot be read.
 */
export async function takeBackup(conference: string, options: TakeOptions): Promise<Backup> {
  const { now, log } = options
  const { resourceVersion, observed } = await readAll(conference, options).catch((cause: KubeError) => {
    throw backupRefusal(conference, describeFailure(cause, 'take it again'), cause)
  })
  refuseUnlessWhole(conference, observed)
  const { objects, leftOut } = selectObjects(observed)
  for (const [kind, count] of Object.entries(leftOut))
    log(`${kind}: ${count} not in the backup: being deleted, or without an owner in the backup`)
  const kept = objects.map(object => (object.kind === 'Namespace' ? withoutKubernetesLabels(object, log) : object))
  return { format: backupFormat, conference, resourceVersion, takenAt: timestamp(now), objects: kept }
}

/**
 * A restore must not change the Pod Security of a namespace, so the backup has none of these labels. The log names them:
 * a person with the right to label the namespace sets them again.
 */
function withoutKubernetesLabels(namespace: ArchivedObject, log: TakeOptions['log']): ArchivedObject {
  const { labels = {} } = namespace.metadata
  const foreign = Object.keys(labels).filter(key => isKubernetesLabel(key) && key !== nameLabel)
  if (foreign.length === 0) return namespace
  log(
    `Namespace: the backup has no labels of Kubernetes; set these again after a restore: ${foreign.map(key => `${key}=${labels[key]}`).join(', ')}`,
  )
  const kept = Object.fromEntries(Object.entries(labels).filter(([key]) => !foreign.includes(key)))
  return { ...namespace, metadata: { ...namespace.metadata, labels: kept } }
}

/** Reads all kinds at one revision, owners before the objects that they own. */
async function readAll(conference: string, { archive, signal, log }: TakeOptions) {
  const resourceVersion = await archive.revision(conference, signal)
  const observed: ArchivedObject[][] = []
  for (const kind of archivedKinds) {
    const objects = await archive.list({ kind, conference, revision: resourceVersion }, signal)
    observed.push(sequenceOf(kind, objects))
    log(`${kind}: ${objects.length}`)
  }
  return { resourceVersion, observed: observed.flat() }
}

function refuseUnlessWhole(name: string, objects: readonly ArchivedObject[]): void {
  const findKind = (wanted: ArchivedObject['kind']) => objects.find(({ kind }) => kind === wanted)
  const [conference, namespace] = [findKind('Conference'), findKind('Namespace')]
  if (conference === undefined) throw backupRefusal(name, 'no conference of that name exists')
  if (namespace === undefined) throw backupRefusal(name, 'its namespace does not exist')
  if ([conference, namespace].some(({ metadata }) => metadata.deletionTimestamp !== undefined))
    throw backupRefusal(name, 'it is being deleted')
  if (namespace.metadata.annotations?.[restoringAnnotation] !== undefined)
    throw backupRefusal(name, 'it is being restored; take a backup when the restore is done')
  const owners = namespace.metadata.ownerReferences ?? []
  if (!owners.some(({ uid, controller }) => controller === true && uid === conference.metadata.uid))
    throw backupRefusal(name, 'the namespace of its name is not its own')
}

function backupRefusal(conference: string, must: string, cause?: unknown): Error {
  return new Error(`Cannot back up conference "${conference}": ${must}`, { cause })
}
