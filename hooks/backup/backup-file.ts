import { createHash, randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import type { Backup, Seal } from '../schema/backup.ts'

/**
 * The text of a backup: JSON whose last line has the digest of all lines before it. The digest reveals a file that was cut
 * off, damaged or edited. It is no signature: anybody can edit a file on purpose and write a new digest.
 */
export function sealBackup(backup: Backup): string {
  const text = JSON.stringify(backup, undefined, 1)
  const lines = `${text.slice(0, -'\n}'.length)},\n`
  const seal: Seal = { objects: backup.objects.length, sha256: digestOf(lines) }
  return `${lines} "seal": ${JSON.stringify(seal)}}\n`
}

/** The seal of a text, and whether it fits the lines before it; undefined if the last line is no seal. */
export function readSeal(text: string): { seal: Seal; isIntact: boolean } | undefined {
  const start = text.trimEnd().lastIndexOf('\n') + 1
  const [, objects, sha256] =
    /^ "seal": \{"objects":(\d{1,9}),"sha256":"([0-9a-f]{64})"\}\}\s*$/.exec(text.slice(start)) ?? []
  if (objects === undefined || sha256 === undefined) return undefined
  return { seal: { objects: Number(objects), sha256 }, isIntact: digestOf(text.slice(0, start)) === sha256 }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Writes a file that only its owner can read. It gets its name once all of it is on the disk: until then, and after a
 * failure, the previous file of that name is kept.
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
