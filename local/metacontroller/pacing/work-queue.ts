import { createTokenBucket } from '../../kubernetes/token-bucket.ts'
import { type Clock, createAlarms, systemClock } from './alarms.ts'

export interface WorkQueue {
  /** Adds a key, unless it waits already. */
  add(key: string): void
  /** Adds a key after a delay; the earliest of several delays counts. */
  addAfter(key: string, delayMs: number): void
  /** Adds a key after a delay that grows with each failure until `forget`. */
  addRateLimited(key: string): void
  forget(key: string): void
  /** Starts no more work; resolves when the running work has ended. */
  shutDown(): Promise<void>
}

export interface WorkQueueOptions {
  workers: number
  /** Never called twice at a time for one key; it must not throw. */
  work(key: string): Promise<void>
  clock?: Clock
  longestDelayMs?: number
}

const firstDelayMs = 5

/**
 * A queue with the rules of client-go: a key is in it at most once and at one worker only; delays are 5 ms * 2^n up to
 * 1000 s.
 */
export function createWorkQueue(options: WorkQueueOptions): WorkQueue {
  const { clock = systemClock, longestDelayMs = 1_000_000 } = options
  const { add, close } = createWorkers(options)
  const alarms = createAlarms(clock, add)
  const failures = new Map<string, number>()
  const bucket = createTokenBucket({ perSecond: 10, burst: 100, now: clock.now })
  let open = true

  function addAfter(key: string, delayMs: number): void {
    if (delayMs <= 0) add(key)
    else if (open) alarms.set(key, delayMs)
  }

  function addRateLimited(key: string): void {
    const failed = failures.get(key) ?? 0
    failures.set(key, failed + 1)
    addAfter(key, Math.max(Math.min(firstDelayMs * 2 ** failed, longestDelayMs), bucket.reserve()))
  }

  async function shutDown(): Promise<void> {
    open = false
    alarms.clear()
    await close()
  }

  return { add, addAfter, addRateLimited, forget: key => void failures.delete(key), shutDown }
}

function createWorkers({ workers, work }: WorkQueueOptions) {
  const waiting = new Set<string>()
  const working = new Map<string, Promise<void>>()
  const again = new Set<string>()
  let open = true

  function add(key: string): void {
    const place = working.has(key) ? again : waiting
    place.add(key)
    pump()
  }

  function pump(): void {
    for (const key of waiting) {
      if (!open || working.size >= workers) return
      waiting.delete(key)
      working.set(
        key,
        work(key).then(() => finish(key)),
      )
    }
  }

  function finish(key: string): void {
    working.delete(key)
    if (again.delete(key)) waiting.add(key)
    pump()
  }

  async function close(): Promise<void> {
    open = false
    await Promise.all(working.values())
  }

  return { add, close }
}
