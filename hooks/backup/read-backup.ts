import { Value } from 'typebox/value'
import { type ArchivedKind, type ArchivedObject, Backup, unsealedFormat } from '../schema/backup.ts'
import { apiVersion } from '../schema/crd/kind.ts'
import { isKubernetesLabel, nameLabel } from '../schema/namespace.ts'
import { readSeal } from './backup-file.ts'

/** Kinds outside any namespace; their objects have the name of the conference. */
const clusterWide: readonly ArchivedKind[] = ['Conference', 'Namespace']
/** Kinds of Kubernetes itself. */
const core: readonly ArchivedKind[] = ['Namespace', 'ResourceQuota']

/**
 * Reads a backup from its text. Throws one sentence that names the fault: the file was cut off or edited, or it holds an
 * object of another conference. All of it is checked before a restore writes anything.
 */
export function readBackup(text: string): Backup {
  const sealed = readSeal(text)
  if (sealed?.isIntact === false)
    throw backupError('its content must match the digest in its last line: it was edited or damaged; use another copy')
  const { seal: _, ...backup } = requireShape(parseBackup(text))
  const { format, conference, objects } = backup
  if (sealed === undefined && format !== unsealedFormat)
    throw backupError('its last line must be the digest that "take" wrote: it was cut off or edited')
  if (sealed !== undefined && sealed.seal.objects !== objects.length)
    throw backupError(`it must have ${sealed.seal.objects} objects, as its last line says, but has ${objects.length}`)
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(conference) || /^(default$|kube-)/.test(conference))
    throw backupError('backup/conference must be the name of a conference')
  const counts = (['Conference', 'Namespace'] as const).map(kind => objects.filter(one => one.kind === kind).length)
  if (counts.some(count => count !== 1)) throw backupError('backup/objects must have one Conference and one Namespace')
  for (const object of objects) {
    const must = placeFault(object, conference) ?? (format === unsealedFormat ? undefined : labelFault(object))
    if (must !== undefined) throw backupError(`${object.kind} "${object.metadata.name}" must ${must}`)
  }
  refuseDuplicates(objects)
  return backup
}

function parseBackup(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw backupError('it must be the JSON that "take" wrote, to its end: it was cut off or edited', cause)
  }
}

function requireShape(backup: unknown): Backup {
  const [fault] = Value.Errors(Backup, backup)
  if (fault === undefined) return backup as Backup
  const must = fault.keyword === 'boolean' ? 'must not exist' : fault.message
  throw backupError(`backup${fault.instancePath} ${must}`)
}

/** The broken rule about the namespace of an object: a restore would create the object there. */
function placeFault({ apiVersion: version, kind, metadata }: ArchivedObject, conference: string): string | undefined {
  const { name, namespace } = metadata
  const wanted = core.includes(kind) ? 'v1' : apiVersion
  if (version !== wanted) return `have apiVersion ${wanted}`
  const isClusterWide = clusterWide.includes(kind)
  if (isClusterWide && namespace !== undefined) return 'have no namespace'
  return (isClusterWide ? name : namespace) === conference ? undefined : `be of conference "${conference}"`
}

/**
 * The broken rule about labels of Kubernetes, which "take" leaves out: a file must not lift the Pod Security of a
 * namespace.
 */
function labelFault({ kind, metadata: { name, labels = {} } }: ArchivedObject): string | undefined {
  if (kind !== 'Namespace') return undefined
  const foreign = Object.keys(labels).find(
    key => isKubernetesLabel(key) && !(key === nameLabel && labels[key] === name),
  )
  return foreign === undefined ? undefined : `not have the label ${foreign}, which belongs to Kubernetes`
}

function refuseDuplicates(objects: readonly ArchivedObject[]): void {
  const uids = new Set(objects.map(({ metadata }) => metadata.uid))
  if (uids.size !== objects.length) throw backupError('backup/objects must each have a uid of its own')
  const names = new Set(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`))
  if (names.size !== objects.length) throw backupError('backup/objects of a kind must each have a name of its own')
}

function backupError(must: string, cause?: unknown): Error {
  return new Error(`Cannot read the backup: ${must}`, { cause })
}
