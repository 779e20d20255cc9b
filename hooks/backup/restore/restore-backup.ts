import { KubeError } from '../../kube/api.ts'
import type { ArchiveApi } from '../../kube/archive.ts'
import { type ArchivedKind, type ArchivedObject, archivedKinds, type Backup } from '../../schema/backup.ts'
import { sequenceOf } from '../archived-objects.ts'
import { processEach } from '../each.ts'
import { describeFailure } from '../next-step.ts'
import { convertBackup } from './convert-backup.ts'
import { findDifferences } from './differences.ts'
import { isAnswered, type Renewal } from './generations.ts'
import { markNamespace, unmarkNamespace } from './mark-namespace.ts'
import { openConference } from './open-conference.ts'
import { newObject } from './renew-object.ts'
import { createOnce, type Restored, renewalOf, restoreStatus } from './restore-object.ts'
import { refuseAnswered, refuseRunningEngine } from './stopped-engine.ts'

export interface RestoreOptions {
  archive: ArchiveApi
  signal: AbortSignal
  log(line: string): void
  /** Waits for that many milliseconds. */
  pause(milliseconds: number): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
}

/** The state of a restore. */
interface Progress extends RestoreOptions {
  backup: Backup
  /** Restored objects whose status a hook or the box office had written. */
  answered: Restored[]
  /** The renewals so far, by old uid. */
  renewals: Map<string, Renewal>
}

/** Reservations are created one by one: if two claim one seat, the one written first keeps it. */
const sequentialKinds: readonly ArchivedKind[] = ['Reservation']
/** The kinds that are created first, each by a function of its own. */
const openingKinds: readonly ArchivedKind[] = ['Conference', 'Namespace']
const atOnce = 16
const maxNamed = 5

/**
 * Recreates a conference from its backup while Metacontroller is stopped: each object with its old name, spec, labels,
 * annotations, status and owner. A marker keeps the box office out of the namespace until everything is written. A second
 * call continues a restore that stopped.
 *
 * Data that this version cannot store is removed or corrected, and the log names it. Rejects with one sentence if the conference exists, if
 * Metacontroller runs, or if an object cannot be restored.
 */
export async function restoreBackup(backup: Backup, options: RestoreOptions): Promise<void> {
  try {
    const { backup: converted, changes } = convertBackup(backup)
    for (const line of changes) options.log(line)
    await restore(converted, options)
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    const failure = describeFailure(error, 'restore again to continue')
    throw new Error(`Cannot restore conference "${backup.conference}": ${failure}`, { cause: error })
  }
}

async function restore(backup: Backup, options: RestoreOptions): Promise<void> {
  const { archive, signal, log } = options
  const conference = await openConference(backup, options)
  const progress: Progress = { ...options, backup, answered: [], renewals: new Map() }
  remember(progress, conference)
  remember(progress, await markNamespace(backup, progress))
  // This wait also gives the box office the time to see the marker.
  await refuseRunningEngine(conference, options)
  for (const kind of archivedKinds) if (!openingKinds.includes(kind)) await restoreKind(kind, progress)
  const { answered, renewals } = progress
  const statuses = answered.filter(one => one !== conference)
  await processEach(statuses, one => restoreStatus(one, { archive, renewals, signal }), {
    plural: 'statuses',
    atOnce,
    log,
  })
  await checkRestored(progress, conference)
  await restoreStatus(conference, { archive, renewals, signal })
  await unmarkNamespace(backup.conference, options)
}

async function restoreKind(kind: ArchivedKind, progress: Progress): Promise<void> {
  const { backup, archive, signal, log, renewals } = progress
  const restore = async (was: ArchivedObject) => {
    const object = newObject(was, renewals)
    remember(progress, { was, is: await createOnce(object, { archive, conference: backup.conference, signal }) })
  }
  const objects = sequenceOf(kind, backup.objects)
  await processEach(objects, restore, { plural: `${kind}s`, atOnce: sequentialKinds.includes(kind) ? 1 : atOnce, log })
}

function remember({ answered, renewals }: Progress, one: Restored): void {
  if (isAnswered(one.was)) answered.push(one)
  renewals.set(one.was.metadata.uid, renewalOf(one))
}

/** Compares the whole conference with the backup, kind by kind. */
async function checkRestored({ backup, archive, signal, renewals }: Progress, { was }: Restored): Promise<void> {
  const { conference, objects } = backup
  const faults: string[] = []
  for (const kind of archivedKinds) {
    const restored = await archive.list({ kind, conference }, signal)
    // The status of the conference is written last, after this check.
    if (kind === 'Conference') refuseAnswered(restored[0] && { was, is: restored[0] })
    else faults.push(...findDifferences(sequenceOf(kind, objects), { restored, renewals }))
  }
  if (faults.length === 0) return
  const more = faults.length > maxNamed ? ` and ${faults.length - maxNamed} more` : ''
  throw new Error(
    `Cannot restore conference "${conference}": ${faults.slice(0, maxNamed).join(', ')}${more}; it was changed meanwhile: stop Metacontroller, delete the conference and restore again`,
  )
}
