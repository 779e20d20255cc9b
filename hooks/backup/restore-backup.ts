import { KubeError } from '../kube/api.ts'
import type { ArchiveApi } from '../kube/archive.ts'
import { type ArchivedKind, type ArchivedObject, archivedKinds, type Backup } from '../schema/backup.ts'
import { convertBackup } from './converted.ts'
import { findDifferences } from './differences.ts'
import { processEach } from './each.ts'
import { isAnswered, type Renewal } from './generations.ts'
import { markNamespace, unmarkNamespace } from './marked-namespace.ts'
import { newObject } from './new-object.ts'
import { describeFailure } from './next-step.ts'
import { openConference } from './open-conference.ts'
import { createOnce, type Restored, renewalOf, restoreStatus } from './restore-object.ts'
import { sequenceOf } from './sequence.ts'
import { refuseAnswered, refuseRunningEngine } from './stopped-engine.ts'

export interface RestoreOptions {
  archive: ArchiveApi
  signal: AbortSignal
  log(line: string): void
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>
  /** Milliseconds since 1970. */
  now(): number
}

/** What is restored so far. */
interface Progress extends RestoreOptions {
  backup: Backup
  /** The objects whose status a hook or the box office had written. */
  answered: Restored[]
  /** By the uid that was. */
  renewals: Map<string, Renewal>
}

/** Of two reservations that claim one seat, the one that was written first keeps it. */
const sequentialKinds: readonly ArchivedKind[] = ['Reservation']
/** They come first, and are created by themselves. */
const openingKinds: readonly ArchivedKind[] = ['Conference', 'Namespace']
const atOnce = 16
const maxNamed = 5

/**
 * Recreates a conference from its backup while Metacontroller is stopped: each object with the name, spec, labels,
 * annotations, status and owner it had. A marker keeps the box office out of the namespace until all of it is written. An
 * attempt that stopped goes on when it is called again. Data that this version cannot store is left out, and logged. Throws one sentence when such a conference exists already, when
 * Metacontroller runs, or when something cannot be restored.
 */
export async function restoreBackup(backup: Backup, options: RestoreOptions): Promise<void> {
  try {
    const { backup: converted, changes } = convertBackup(backup)
    for (const line of changes) options.log(line)
    await restore(converted, options)
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    const told = describeFailure(error, 'restore again to go on')
    throw new Error(`Cannot restore conference "${backup.conference}": ${told}`, { cause: error })
  }
}

async function restore(backup: Backup, options: RestoreOptions): Promise<void> {
  const { archive, signal, log } = options
  const conference = await openConference(backup, options)
  const progress: Progress = { ...options, backup, answered: [], renewals: new Map() }
  remember(progress, conference)
  remember(progress, await markNamespace(backup, progress))
  // Meanwhile the box office sees the marker.
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

/** Reads all of it once more, kind by kind. */
async function checkRestored({ backup, archive, signal, renewals }: Progress, { was }: Restored): Promise<void> {
  const { conference, objects } = backup
  const faults: string[] = []
  for (const kind of archivedKinds) {
    const restored = await archive.list({ kind, conference }, signal)
    // Its status is not written yet.
    if (kind === 'Conference') refuseAnswered(restored[0] && { was, is: restored[0] })
    else faults.push(...findDifferences(sequenceOf(kind, objects), { restored, renewals }))
  }
  if (faults.length === 0) return
  const more = faults.length > maxNamed ? ` and ${faults.length - maxNamed} more` : ''
  throw new Error(
    `Cannot restore conference "${conference}": ${faults.slice(0, maxNamed).join(', ')}${more}; it was changed meanwhile: stop Metacontroller, delete the conference and restore again`,
  )
}
