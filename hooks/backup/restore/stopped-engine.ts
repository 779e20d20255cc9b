import type { ArchiveApi } from '../../kube/archive.ts'
import { hasStatusOf } from './differences.ts'
import { isAnswered } from './generations.ts'
import { type Restored, renewalOf } from './restore-object.ts'

export interface EngineCheckOptions {
  archive: ArchiveApi
  signal: AbortSignal
  /** Waits for that many milliseconds. */
  pause(milliseconds: number): Promise<void>
}

const checks = 12
const pauseMs = 250

/**
 * Resolves if a new conference gets no status for three seconds. A running Metacontroller writes one at once: then this
 * rejects, because Metacontroller would create tickets for orders whose tickets are being restored.
 */
export async function refuseRunningEngine(
  { was, is }: Restored,
  { archive, signal, pause }: EngineCheckOptions,
): Promise<void> {
  const { name } = is.metadata
  for (let check = 0; check < checks; check++) {
    await pause(pauseMs)
    const [found] = await archive.list({ kind: 'Conference', conference: name, name }, signal)
    refuseAnswered(found && { was, is: found })
  }
}

/** Throws if a conference that is being restored has a status that the restore did not write: only Metacontroller does. */
export function refuseAnswered(conference: Restored | undefined): void {
  if (conference === undefined || !isAnsweredByOthers(conference)) return
  throw new Error(
    `Cannot restore conference "${conference.was.metadata.name}": Metacontroller is running; stop it, delete the conference and restore again`,
  )
}

/** Whether the status differs from that of the backup, which the restore itself writes last. */
export function isAnsweredByOthers({ was, is }: Restored): boolean {
  const isRestored = isAnswered(was) && hasStatusOf(is, was, new Map([[was.metadata.uid, renewalOf({ was, is })]]))
  return isAnswered(is) && !isRestored
}
