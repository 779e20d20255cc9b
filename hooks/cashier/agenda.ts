import { createTimers } from '../box-office/collections/timers.ts'
import type { Visit } from './tools.ts'

/** Decides when each object is visited. A `name` names an object, such as "Checkout conf/order-1-1". */
export interface Agenda {
  /** Visits the object soon: now, or when the pause after its last failure is over. */
  wake(name: string): void
  /** Stops visiting the object. */
  drop(name: string): void
  /** The number of objects that will be visited or are being visited. */
  size(): number
  /** Starts no more visits, and resolves when the running visits have ended. */
  stop(): Promise<void>
}

export interface AgendaOptions {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs a function after `ms` milliseconds. It replaces the function that still waits, if there is one. */
  schedule(ms: number, run: () => void): void
  /** Visits an object. A rejection counts as a failure. */
  visit(name: string): Promise<Visit>
  /** Receives the rejections. */
  onFailure(name: string, error: unknown): void
  mostAtOnce?: number
}

const firstPauseMs = 2_000
const longestPauseMs = 900_000

interface Entry {
  failures: number
  /** No visit before this time: the gateway failed, and must not be called for each change. */
  notBefore: number
  isRunning: boolean
  /** Whether the object changed during its visit. */
  isChanged: boolean
}

/** Runs at most `mostAtOnce` visits at a time, and never two of one object. */
export function createAgenda(options: AgendaOptions): Agenda {
  const { now, schedule, mostAtOnce = 64 } = options
  const timers = createTimers()
  const entries = new Map<string, Entry>()
  const waiting: string[] = []
  const running = new Set<Promise<void>>()
  let isStopped = false

  function start(): void {
    waiting.push(...timers.take(now()))
    while (!isStopped && running.size < mostAtOnce) {
      const name = waiting.shift()
      if (name === undefined) break
      const entry = entries.get(name)
      if (entry?.isRunning === false) run(name, entry)
    }
    const next = timers.next()
    if (next !== undefined && !isStopped) schedule(Math.max(0, next - now()), start)
  }

  function run(name: string, entry: Entry): void {
    const visited: Promise<void> = visitOnce(name, { entry, options }).then(at => {
      running.delete(visited)
      if (entries.get(name) === entry) {
        timers.set(name, at)
        if (at === undefined) entries.delete(name)
      }
      start()
    })
    running.add(visited)
  }

  return {
    wake(name) {
      const entry = entries.get(name) ?? { failures: 0, notBefore: 0, isRunning: false, isChanged: false }
      entries.set(name, entry)
      if (entry.isRunning) entry.isChanged = true
      else timers.set(name, Math.max(now(), entry.notBefore))
      start()
    },
    drop(name) {
      entries.delete(name)
      timers.set(name, undefined)
    },
    size: () => entries.size,
    async stop() {
      isStopped = true
      await Promise.all(running)
    },
  }
}

/** Visits an object, and resolves to the time of its next visit; undefined if none is due. */
async function visitOnce(
  name: string,
  { entry, options: { now, visit, onFailure } }: { entry: Entry; options: AgendaOptions },
): Promise<number | undefined> {
  Object.assign(entry, { isRunning: true, isChanged: false })
  const result = await visit(name).catch((error): Visit => {
    onFailure(name, error)
    return { next: 'retry' }
  })
  const hasFailed = result.next === 'retry'
  entry.isRunning = false
  entry.failures = hasFailed ? entry.failures + 1 : 0
  const pauseMs = pauseAfter(result, entry.failures)
  const at = pauseMs === undefined ? undefined : now() + pauseMs
  entry.notBefore = hasFailed && at !== undefined ? at : 0
  if (entry.isChanged) return Math.max(now(), entry.notBefore)
  return at
}

/** The pause after a visit; undefined if no further visit is due. After failures it doubles, up to 15 minutes. */
function pauseAfter(result: Visit, failures: number): number | undefined {
  if (result.next === 'finished') return undefined
  if (result.next === 'later') return result.pauseMs
  const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs)
  return Math.max(pauseMs, result.pauseMs ?? 0)
}
