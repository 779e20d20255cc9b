import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { type Program, startChild } from '../../local/process/child.ts'
import { highestMemoryOf, memoryOf } from './memory.ts'

export interface Launch {
  /** Until the program answered that it is ready. */
  milliseconds: number
  /** Resident memory in MB a second later, and the most until then. */
  megabytes: number
  highest: number
}

const pause = 2
const rest = 1_000
const patience = 60_000

/** Starts a server, waits until `url` answers 200, measures, and stops it. `ca` is the PEM of the authority that signed its certificate. */
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
  const until = AbortSignal.any([signal, AbortSignal.timeout(patience)])
  try {
    await Promise.race([ready(url, { signal: until, ...(ca !== undefined && { ca }) }), ended])
    const milliseconds = performance.now() - since
    await delay(rest, undefined, { signal })
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

async function ready(url: string, { signal, ca }: { signal: AbortSignal; ca?: string }): Promise<void> {
  while ((await ask(url, { signal, ...(ca !== undefined && { ca }) })) !== 200)
    await delay(pause, undefined, { signal })
}

function ask(url: string, options: { signal: AbortSignal; ca?: string }): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  const get = url.startsWith('https:') ? getHttps : getHttp
  get(url, { ...options, agent: false }, answer => {
    answer.resume()
    resolve(answer.statusCode)
  }).on('error', () => resolve(undefined))
  return promise
}
