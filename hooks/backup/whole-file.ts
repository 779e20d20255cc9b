import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'

/**
 * Writes a file that only its owner can read. It has its name once all of it is on the disk: until then, and after a failure,
 * what had that name before stays.
 */
export async function writeWholeFile(path: string, text: string, signal: AbortSignal): Promise<void> {
  const part = `${path}.${randomUUID()}.part`
  try {
    await writeFile(part, text, { flag: 'wx', mode: 0o600, flush: true, signal })
    await rename(part, path)
  } catch (cause) {
    await rm(part, { force: true })
    throw new Error(`Cannot write "${path}": all of it must fit there: ${(cause as Error).message}`, { cause })
  }
}
