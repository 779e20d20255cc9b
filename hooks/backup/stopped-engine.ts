import type { ArchiveApi } from '../kube/archive.ts'
import { hasStatusOf } from './differences.ts'
import { isAnswered } from './generations.ts'
import { type Restored, renewalOf } from './restore-object.ts'

export interface EngineCheckOptions {
  archive: ArchiveApi
  signal: AbortSignal
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>
}

const checks = 12
const pauseMs = 250

/**
 * Resolves when nobody has answered for a conference for three seconds. Metacontroller answers for a new conference at once:
 * throws when it does, because it would create tickets of orders whose tickets are being restored.
 */
export async function refuseRunningEngine(
  { was, is }: Restored,
  { archive, signal, pause }: EngineCheckOptions,
): Promise<void> {
  const { name } = is.metadata
  for (let look = 0; look < checks; look++) {
    await pause(pauseMs)
    const [found] = await archive.list({ kind: 'Conference', conference: name, name }, signal)
    refuseAnswered(found && { was, is: found })
  }
}

/** Throws when somebody has answered for a conference that is being restored: only Metacontroller does. */
export function refuseAnswered(conference: Restored | undefined): void {
  if (conference === undefined || !isAnsweredByOthers(conference)) return
  throw new Error(
    `Cannot restore conference "${conference.was.metadata.name}": Metacontroller is running; stop it, delete the conference and restore again`,
  )
}

/** Whether its status is another one than that of the backup, which the restore itself writes last. */
export function isAnsweredByOthers({ was, is }: Restored): boolean {
  const isRestored = isAnswered(was) && hasStatusOf(is, was, new Map([[was.metadata.uid, renewalOf({ was, is })]]))
  return isAnswered(is) && !isRestored
}
