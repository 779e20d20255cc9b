import { createHash } from 'node:crypto'
import type { Backup, Seal } from '../schema/backup.ts'

/**
 * The text of a backup: JSON, in which the last line has the digest of all lines before it. It shows that a file was cut off,
 * damaged or edited. It is no signature: whoever edits a file on purpose can write another digest.
 */
export function sealBackup(backup: Backup): string {
  const text = JSON.stringify(backup, undefined, 1)
  const lines = `${text.slice(0, -'\n}'.length)},\n`
  const seal: Seal = { objects: backup.objects.length, sha256: digestOf(lines) }
  return `${lines} "seal": ${JSON.stringify(seal)}}\n`
}

/** The seal of a text, and whether it is that of the lines before; undefined where the last line is none. */
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
