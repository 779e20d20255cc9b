import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { type Program, startChild } from '../../local/process/child.ts'
import { waitForAnswer } from '../../local/process/probe.ts'
import { highestMemoryOf, memoryOf } from './memory.ts'

export interface Launch {
  /** Time until the program answered that it is ready. */
  milliseconds: number
  /** Resident memory in MB a second later, and the highest until then. */
  megabytes: number
  highest: number
}

const pauseMs = 2
const restMs = 1_000
const patienceMs = 60_000

/**
 * Starts a server, waits until `url` answers 200, measures it and stops it. `ca` is the PEM text of the authority that
 * signed its certificate.
 */
export async function launch(
  program: Program,
  { url, ca, log, signal }: { url: string; ca?: string; log: string; signal: AbortSignal },
): Promise<Launch> {
  const since = performance.now()
  const child = startChild(program, log)
  const ended = child.ended.then(how =>
    Promise.reject(new Error(`Cannot run "${program.name}": it exited unexpectedly with ${how}`)),
  )
  ended.catch(() => {})
  const either = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  try {
    await Promise.race([
      waitForAnswer(url, { signal: either, pauseMs, ...(ca !== undefined && { ca: () => ca }) }),
      ended,
    ])
    const milliseconds = performance.now() - since
    await delay(restMs, undefined, { signal })
    const memory = await memoryOf(new Map([[program.name, child.pid]]))
    return { milliseconds, megabytes: memory.get(program.name) ?? 0, highest: await highestMemoryOf(child.pid) }
  } finally {
    child.kill('SIGTERM')
    await child.ended
  }
}

/** Milliseconds from the start of `node -e 0` to its end. */
export async function launchNothing(signal: AbortSignal): Promise<number> {
  const since = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { signal, stdio: 'ignore' }), 'exit')
  return performance.now() - since
}
