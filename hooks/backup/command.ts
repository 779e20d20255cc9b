import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { ArchiveApi } from '../kube/archive.ts'
import { sealBackup, writeWholeFile } from './backup-file.ts'
import { readBackup } from './read-backup.ts'
import { restoreBackup } from './restore/restore-backup.ts'
import { takeBackup } from './take-backup.ts'

/** The text that `--help` prints. */
export const usage = `node hooks/conference-backup.ts take CONFERENCE --into FILE
node hooks/conference-backup.ts take CONFERENCE > FILE
node hooks/conference-backup.ts restore < FILE

take      writes a conference and all its objects, as they were at one moment; everything keeps running. With --into, FILE
          appears only once it is complete. Without it, the backup goes to standard output: keep it only if the exit
          code is 0
restore   recreates the conference from standard input. Delete the conference and stop Metacontroller first, and start
          Metacontroller again afterwards. The box office may run: it waits until the restore is done. If a restore
          stopped, run it again with the same file to continue
--help    prints this

KUBECONFIG   path of a kubeconfig with the rights of the ServiceAccount kconference-backup; a pod uses its own account

The exit code is 0 when all is written or restored; otherwise it is 1, and a sentence on standard error gives the reason.`

export interface CommandOptions {
  argv: string[]
  /** Connects to the API server; called only with valid arguments. */
  connect(): ArchiveApi
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
  log(line: string): void
  pause(milliseconds: number): Promise<void>
  now(): number
  signal: AbortSignal
}

/** Takes a backup, restores one, or prints the usage. Rejects with one sentence that gives the reason. */
export async function runBackup(options: CommandOptions): Promise<void> {
  const { argv, log } = options
  const { command, conference, into } = readArguments(argv)
  if (command === 'help') return await writeOutput(`${usage}\n`, options)
  if (command === 'take') {
    const backup = await takeBackup(conference, { ...options, archive: options.connect(), now: options.now() })
    const text = sealBackup(backup)
    await (into === undefined ? writeOutput(text, options) : writeWholeFile(into, text, options.signal))
    return log(`conference "${conference}": ${backup.objects.length} objects, as of revision ${backup.resourceVersion}`)
  }
  const backup = readBackup(await readInput(options))
  await restoreBackup(backup, { ...options, archive: options.connect() })
  log(`conference "${backup.conference}": restored as of ${backup.takenAt}; start Metacontroller again`)
}

function readArguments(argv: string[]): { command: 'help' | 'take' | 'restore'; conference: string; into?: string } {
  const { help, into, words } = parseArguments(argv)
  const [command, conference = '', ...others] = words
  if (help) return { command: 'help', conference }
  if (command === 'take' && conference !== '' && others.length === 0 && into !== '')
    return { command, conference, ...(into !== undefined && { into }) }
  if (command === 'restore' && conference === '' && into === undefined) return { command, conference }
  throw unknownArguments(argv)
}

function parseArguments(argv: string[]): { help: boolean; into: string | undefined; words: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { help: { type: 'boolean', default: false }, into: { type: 'string' } },
      allowPositionals: true,
    })
    return { help: values.help, into: values.into, words: positionals }
  } catch (cause) {
    throw unknownArguments(argv, cause)
  }
}

function unknownArguments(argv: string[], cause?: unknown): Error {
  const line = argv.join(' ')
  return new Error(`Cannot run "${line}": it must be take CONFERENCE [--into FILE], restore < FILE or --help`, {
    cause,
  })
}

async function readInput({ input, signal }: CommandOptions): Promise<string> {
  if (input.isTTY) throw new Error('Cannot read the backup: it must come from a file: restore < FILE')
  try {
    return await pipeline(input, source => text(source), { signal })
  } catch (cause) {
    throw new Error(`Cannot read the backup: it must be readable to its end: ${(cause as Error).message}`, { cause })
  }
}

async function writeOutput(text: string, { output, signal }: CommandOptions): Promise<void> {
  try {
    await pipeline([text], output, { end: false, signal })
  } catch (cause) {
    throw new Error(`Cannot write the output: standard output must accept all of it: ${(cause as Error).message}`, {
      cause,
    })
  }
}
