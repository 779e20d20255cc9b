import type { Order } from '../../hooks/schema/order/order.ts'
import { createLogChecker, type LogChecker, type Violation } from './log/log-checker.ts'
import { type Entry, entryOf } from './log/log-entry.ts'
import { lastRevision, watchStore } from './log/store-history.ts'

/** Records and checks the watch log of a namespace while it is written. */
export interface Recorder {
  checker: LogChecker
  violations: Violation[]
  /** The last revision that was read, of any stored object. */
  revision(): number
  /** The number of times that the connection resumed. */
  resumptions(): number
  order(name: string): Order | undefined
  isThere(kind: Entry['kind'], name: string): boolean
  /** Searches now and after every line of the log, and resolves with the first result. Rejects when the signal aborts. */
  waitUntil<T>(find: () => T | undefined, signal: AbortSignal): Promise<T>
  /** Resolves when the log had no new line for this time. */
  waitUntilQuiet(milliseconds: number, signal: AbortSignal): Promise<void>
  stop(): Promise<void>
}

/** Starts with the next write: the namespace must not exist yet. It calls `onViolation` at once for each broken promise. */
export async function startRecorder(
  url: string,
  { namespace, onViolation }: { namespace: string; onViolation(violation: Violation): void },
): Promise<Recorder> {
  const end = new AbortController()
  const checker = createLogChecker()
  const violations: Violation[] = []
  const orders = new Map<string, Order>()
  const there = new Set<string>()
  const listeners = new Set<() => void>()
  let resumptions = 0
  let revision = await lastRevision(url)

  const read = async () => {
    const onResume = () => {
      resumptions += 1
    }
    for await (const write of watchStore(url, { from: revision + 1, signal: end.signal, onResume })) {
      revision = write.revision
      const entry = entryOf(write, { namespace, at: Date.now() })
      if (entry === undefined) continue
      for (const violation of checker.check(entry)) {
        violations.push(violation)
        onViolation(violation)
      }
      remember(entry)
      for (const listener of listeners) listener()
    }
  }
  const remember = (entry: Entry) => {
    const place = `${entry.kind}/${entry.name}`
    if (entry.after === undefined) there.delete(place)
    else there.add(place)
    if (entry.kind !== 'Order') return
    if (entry.after === undefined) orders.delete(entry.name)
    else orders.set(entry.name, entry.after)
  }
  const reading = read().catch((error: Error) => {
    const violation = { sentence: `logIsComplete: ${error.message}`, objects: [] }
    violations.push(violation)
    onViolation(violation)
  })

  return {
    checker,
    violations,
    revision: () => revision,
    resumptions: () => resumptions,
    order: name => orders.get(name),
    isThere: (kind, name) => there.has(`${kind}/${name}`),
    waitUntil: (find, signal) => waitUntilFound(listeners, find, signal),
    waitUntilQuiet: (milliseconds, signal) => waitUntilStill(listeners, milliseconds, signal),
    async stop() {
      end.abort()
      await reading
    },
  }
}

function waitUntilFound<T>(listeners: Set<() => void>, find: () => T | undefined, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const look = () => {
    const found = find()
    if (found === undefined) return
    listeners.delete(look)
    resolve(found)
  }
  const abort = () => reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  listeners.add(look)
  look()
  return promise.finally(() => {
    listeners.delete(look)
    signal.removeEventListener('abort', abort)
  })
}

async function waitUntilStill(listeners: Set<() => void>, milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  const restartTimer = () => timer.refresh()
  listeners.add(restartTimer)
  signal.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
  listeners.delete(restartTimer)
  signal.throwIfAborted()
}
