import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants, statSync } from 'node:fs'
import { text } from 'node:stream/consumers'

/** A flag that every Metacontroller has which this project supports; its --help lists it. */
const flag = '-apply-strategy'

/**
 * Throws one sentence unless the file is a program whose --help is that of Metacontroller. The minutes of a first start are
 * not spent before a typo is found. `patienceMs` is the time that --help may take.
 */
export async function checkEngine(path: string, patienceMs = 10_000): Promise<void> {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new Error(`Cannot find METACONTROLLER "${path}": it must be a file; set it to the path of Metacontroller`)
  try {
    accessSync(path, constants.X_OK)
  } catch (cause) {
    throw new Error(`Cannot run METACONTROLLER "${path}": it must be executable; run "chmod +x ${path}"`, { cause })
  }
  const help = await readHelp(path, patienceMs)
  if (help.includes(flag)) return
  const first = help.trim().replace(/\n.*/s, '')
  throw new Error(
    `Cannot use METACONTROLLER "${path}": its --help must list the flag ${flag} within ${patienceMs / 1000} s; use a Metacontroller for this machine (it printed "${first}")`,
  )
}

/** The output of `--help`, or the reason why there is none. The program and its children end after `patienceMs`. */
async function readHelp(path: string, patienceMs: number): Promise<string> {
  const child = spawn(path, ['--help'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const late = setTimeout(() => process.kill(-Number(child.pid), 'SIGKILL'), patienceMs)
  const output = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const help = await output.then(
    ([stdout, stderr]) => stdout + stderr,
    (error: Error) => error.message,
  )
  clearTimeout(late)
  return help
}
