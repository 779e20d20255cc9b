import { KubeError } from '../kube/api.ts'
import type { ArchiveApi } from '../kube/archive.ts'
import { type ArchivedKind, type ArchivedObject, archivedKinds, type Backup } from '../schema/backup.ts'
import { differences } from './differences.ts'
import { each } from './each.ts'
import type { Renewal } from './generations.ts'
import { isAnswered } from './generations.ts'
import { laterSeconds, lineFaults } from './lines.ts'
import { newObject } from './new-object.ts'
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
}

/** What is restored so far. */
interface Progress extends RestoreOptions {
  backup: Backup
  /** What hooks had answered. */
  answered: Restored[]
  /** By the uid that was. */
  renewals: Map<string, Renewal>
}

/** Their order counts. */
const oneByOne: readonly ArchivedKind[] = ['Order', 'Reservation']
const atOnce = 16
/** A little more than a second: timers and clocks are not exact. */
const untilLater = 1050
const named = 5

/**
 * Makes a conference again of its backup, while Metacontroller is stopped: each object with the name, spec, labels,
 * annotations and status it had, and of the owner it had. Its status, which comes last, says that all of it is there. What
 * stopped halfway goes on when it is called again. Throws one sentence when there is such a conference already, when
 * Metacontroller runs, or when something cannot be restored.
 */
export async function restoreBackup(backup: Backup, options: RestoreOptions): Promise<void> {
  try {
    await restore(backup, options)
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    const told = `${error.message}; restore again to go on`
    throw new Error(`Cannot restore conference "${backup.conference}": ${told}`, { cause: error })
  }
}

async function restore(backup: Backup, options: RestoreOptions): Promise<void> {
  const { archive, signal, log } = options
  const conference = await openConference(backup, options)
  await refuseRunningEngine(backup.conference, options)
  const progress: Progress = { ...options, backup, answered: [], renewals: new Map() }
  remember(progress, conference)
  for (const kind of archivedKinds) if (kind !== 'Conference') await restoreKind(kind, progress)
  const { answered, renewals } = progress
  const statuses = answered.filter(one => one !== conference)
  await each(statuses, one => restoreStatus(one, { archive, renewals, signal }), { what: 'statuses', atOnce, log })
  await check(progress)
  await restoreStatus(conference, { archive, renewals, signal })
}

async function restoreKind(kind: ArchivedKind, progress: Progress): Promise<void> {
  const { backup, archive, signal, log, pause, renewals } = progress
  const later = kind === 'Order' ? laterSeconds(backup.objects) : new Set<string>()
  const restore = async (was: ArchivedObject) => {
    if (later.has(was.metadata.name)) await pause(untilLater)
    const object = newObject(was, renewals)
    remember(progress, { was, is: await createOnce(object, { archive, conference: backup.conference, signal }) })
  }
  const objects = sequenceOf(kind, backup.objects)
  await each(objects, restore, { what: `${kind}s`, atOnce: oneByOne.includes(kind) ? 1 : atOnce, log })
}

function remember({ answered, renewals }: Progress, one: Restored): void {
  if (isAnswered(one.was)) answered.push(one)
  renewals.set(one.was.metadata.uid, renewalOf(one))
}

/** Reads all of it once more, kind by kind. */
async function check({ backup, archive, signal, renewals }: Progress): Promise<void> {
  const { conference, objects } = backup
  const found: string[][] = []
  for (const kind of archivedKinds) {
    const restored = await archive.list({ kind, conference }, signal)
    // Its status comes last, and is not there yet.
    if (kind === 'Conference') refuseAnswered(restored[0], conference)
    else found.push(differences(sequenceOf(kind, objects), { restored, renewals }))
    if (kind === 'Order') found.push(lineFaults(objects, restored))
  }
  const faults = found.flat()
  if (faults.length === 0) return
  const more = faults.length > named ? ` and ${faults.length - named} more` : ''
  throw new Error(
    `Cannot restore conference "${conference}": ${faults.slice(0, named).join(', ')}${more}; somebody changed it meanwhile: stop Metacontroller, delete the conference and restore again`,
  )
}
