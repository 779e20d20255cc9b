import { Value } from 'typebox/value'
import { type ArchivedObject, Backup } from '../schema/backup.ts'

/** A backup from its text. Throws one sentence that says what of it must be otherwise. */
export function readBackup(text: string): Backup {
  const backup = parsed(text)
  const [fault] = Value.Errors(Backup, backup)
  if (fault !== undefined) {
    const must = fault.keyword === 'boolean' ? 'must not be there' : fault.message
    throw unreadable(`backup${fault.instancePath} ${must}`)
  }
  const { conference, objects } = backup as Backup
  const conferences = objects.filter(({ kind }) => kind === 'Conference')
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace')
  if (conferences.length !== 1 || namespaces.length !== 1)
    throw unreadable('backup/objects must have one Conference and one Namespace')
  const stranger = objects.find(object => placeOf(object) !== conference)
  if (stranger) throw unreadable(`${stranger.kind} "${stranger.metadata.name}" must be of conference "${conference}"`)
  const uids = new Set(objects.map(({ metadata }) => metadata.uid))
  if (uids.size !== objects.length) throw unreadable('backup/objects must each have a uid of its own')
  return backup as Backup
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unreadable('it must be the JSON that "take" wrote', cause)
  }
}

function placeOf({ metadata: { name, namespace } }: ArchivedObject): string {
  return namespace ?? name
}

function unreadable(must: string, cause?: unknown): Error {
  return new Error(`Cannot read the backup: ${must}`, { cause })
}
