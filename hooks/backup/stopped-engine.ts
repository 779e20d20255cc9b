import type { ArchiveApi } from '../kube/archive.ts'
import type { ArchivedObject } from '../schema/backup.ts'
import { isAnswered } from './generations.ts'

export interface Look {
  archive: ArchiveApi
  signal: AbortSignal
  /** Resolves after so many milliseconds. */
  pause(milliseconds: number): Promise<void>
}

const looks = 12
const between = 250

/**
 * Resolves when nobody has answered for a conference for three seconds. Metacontroller asks about a new conference at once
 * and writes down what it is told: throws when it does, for then it would sell what is being restored.
 */
export async function refuseRunningEngine(conference: string, { archive, signal, pause }: Look): Promise<void> {
  for (let look = 0; look < looks; look++) {
    await pause(between)
    const [found] = await archive.list({ kind: 'Conference', conference, name: conference }, signal)
    refuseAnswered(found, conference)
  }
}

/** Throws when somebody has answered for a conference that is being restored: nobody but Metacontroller does. */
export function refuseAnswered(found: ArchivedObject | undefined, conference: string): void {
  if (found === undefined || !isAnswered(found)) return
  throw new Error(
    `Cannot restore conference "${conference}": Metacontroller must be stopped, but it has answered for the conference; stop it, delete the conference and restore again`,
  )
}
