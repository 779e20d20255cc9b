import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const lockFile = 'system.lock'
const pidFile = 'system.pid'

/** https://sqlite.org/rescode.html#busy: another process has the lock. */
const busy = 5

/**
 * Locks a folder, created if it does not exist, for this process. Returns the function that unlocks it. Throws one sentence
 * with the id of the process that has the lock.
 *
 * Node.js has no file locks of its own, and those of SQLite are locks of the kernel: it releases them when a process ends,
 * in whatever way, so that none is ever stale. The database stays empty.
 */
export function lockFolder(folder: string): () => void {
  const pid = join(folder, pidFile)
  const lock = openLock(folder)
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if ((cause as { errcode?: number }).errcode !== busy) throw unusable(folder, cause)
    throw new Error(`Cannot use the folder "${folder}": ${requirementOf(readHolder(pid))}, or set KCONFERENCE_FOLDER`, {
      cause,
    })
  }
  writeFileSync(pid, String(process.pid))
  return () => {
    rmSync(pid, { force: true })
    lock.close()
  }
}

function openLock(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true })
    return new DatabaseSync(join(folder, lockFile), { timeout: 0 })
  } catch (cause) {
    throw unusable(folder, cause)
  }
}

function unusable(folder: string, cause: unknown): Error {
  const reason = (cause as Error).message
  return new Error(
    `Cannot use the folder "${folder}": it must be a folder of a local disk in which you may write; set KCONFERENCE_FOLDER to another one (${reason})`,
    { cause },
  )
}

/** The process that wrote its id after it locked the folder; undefined for the moment between the two. */
function readHolder(path: string): string | undefined {
  try {
    const pid = readFileSync(path, 'utf8')
    process.kill(Number(pid), 0)
    return pid
  } catch {
    return undefined
  }
}

function requirementOf(holder: string | undefined): string {
  if (holder === undefined) return 'no other process may use it; stop that process'
  return `process ${holder} uses it already; press Ctrl-C in its terminal, run "kill ${holder}"`
}
