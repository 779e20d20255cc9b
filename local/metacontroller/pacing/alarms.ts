import type { Clock } from './clock.ts'

export interface Alarms {
  /** Rings for this key in so many milliseconds, unless it is to ring earlier anyway. */
  set(key: string, delayMs: number): void
  clear(): void
}

const longestTimerMs = 2 ** 31 - 1

/** At most one alarm for a key: of several the earliest counts. */
export function createAlarms(clock: Clock, ring: (key: string) => void): Alarms {
  const alarms = new Map<string, { at: number; timer: { cancel(): void } }>()

  function set(key: string, delayMs: number): void {
    const at = clock.now() + delayMs
    const earlier = alarms.get(key)
    if (earlier && earlier.at <= at) return
    earlier?.timer.cancel()
    const timer = clock.setTimer(() => due(key), Math.min(delayMs, longestTimerMs))
    alarms.set(key, { at, timer })
  }

  function due(key: string): void {
    alarms.delete(key)
    ring(key)
  }

  function clear(): void {
    for (const { timer } of alarms.values()) timer.cancel()
    alarms.clear()
  }

  return { set, clear }
}
