/** Time, replaceable in tests. `now` and delays are in milliseconds. */
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
