import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { ArchiveApi } from '../kube/archive.ts'
import { readBackup } from './read-backup.ts'
import { restoreBackup } from './restore-backup.ts'
import { takeBackup } from './take-backup.ts'

/** What `--help` prints. */
export const usage = `node hooks/conference-backup.ts take CONFERENCE > FILE
node hooks/conference-backup.ts restore < FILE

take      writes a conference and all that is its own, as it was at one moment, to standard output; nothing is stopped
restore   makes it again of what it reads from standard input. Stop Metacontroller first, and start it again afterwards;
          the conference must have been deleted. What stopped halfway goes on when it is called again
--help    prints this

KUBECONFIG   path of a kubeconfig with the rights of the ServiceAccount kconference-backup; in a pod its own account will do

It ends with code 0 when all of it was written, or is there again as it was; else with 1 and a sentence that says why.`

export interface CommandOptions {
  argv: string[]
  /** The API server; asked for once the arguments are good. */
  connect(): ArchiveApi
  input: AsyncIterable<Uint8Array | string> & { isTTY?: boolean }
  print(text: string): void
  log(line: string): void
  pause(milliseconds: number): Promise<void>
  now(): number
  signal: AbortSignal
}

/** Takes or restores a backup, or tells how. Throws one sentence that says what must be done. */
export async function runBackup(options: CommandOptions): Promise<void> {
  const { argv, print, log } = options
  const { command, conference } = readArguments(argv)
  if (command === 'help') return print(`${usage}\n`)
  if (command === 'take') {
    const backup = await takeBackup(conference, { ...options, archive: options.connect(), now: options.now() })
    print(`${JSON.stringify(backup, undefined, 1)}\n`)
    return log(`conference "${conference}": ${backup.objects.length} objects, as of revision ${backup.resourceVersion}`)
  }
  const backup = readBackup(await readInput(options.input))
  await restoreBackup(backup, { ...options, archive: options.connect() })
  log(`conference "${backup.conference}": as it was at ${backup.takenAt}; start Metacontroller again`)
}

function readArguments(argv: string[]): { command: 'help' | 'take' | 'restore'; conference: string } {
  const { help, words } = parsed(argv)
  const [command, conference = '', ...others] = words
  if (help) return { command: 'help', conference }
  if (command === 'take' && conference !== '' && others.length === 0) return { command, conference }
  if (command === 'restore' && conference === '') return { command, conference }
  throw unknownArguments(argv)
}

function parsed(argv: string[]): { help: boolean; words: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      options: { help: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    return { help: values.help, words: positionals }
  } catch (cause) {
    throw unknownArguments(argv, cause)
  }
}

function unknownArguments(argv: string[], cause?: unknown): Error {
  const said = argv.join(' ')
  return new Error(`Cannot run "${said}": it must be take CONFERENCE > FILE, restore < FILE or --help`, { cause })
}

async function readInput(input: CommandOptions['input']): Promise<string> {
  if (input.isTTY) throw new Error('Cannot read the backup: it must come from a file: restore < FILE')
  return await text(input as NodeJS.ReadableStream)
}
