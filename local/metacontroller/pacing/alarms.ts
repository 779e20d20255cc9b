/** A clock that tests can replace. `now` and delays are in milliseconds. */
export interface Clock {
  now(): number
  setTimer(action: () => void, delayMs: number): { cancel(): void }
}

export const systemClock: Clock = {
  now: Date.now,
  setTimer(action, delayMs) {
    const timer = setTimeout(action, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}

export interface Alarms {
  /** Rings for this key after the delay, unless an earlier alarm is set. */
  set(key: string, delayMs: number): void
  clear(): void
}

const longestTimerMs = 2 ** 31 - 1

/** At most one alarm for a key: the earliest counts. */
export function createAlarms(clock: Clock, ring: (key: string) => void): Alarms {
  const alarms = new Map<string, { at: number; timer: { cancel(): void } }>()

  function set(key: string, delayMs: number): void {
    const at = clock.now() + delayMs
    const earlier = alarms.get(key)
    if (earlier && earlier.at <= at) return
    earlier?.timer.cancel()
    const timer = clock.setTimer(() => fire(key), Math.min(delayMs, longestTimerMs))
    alarms.set(key, { at, timer })
  }

  function fire(key: string): void {
    alarms.delete(key)
    ring(key)
  }

  function clear(): void {
    for (const { timer } of alarms.values()) timer.cancel()
    alarms.clear()
  }

  return { set, clear }
}
