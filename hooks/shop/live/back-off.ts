/** Retries that wait longer each time. */
export interface BackOff {
  /** Runs the function after the next pause, instead of one that still waits. */
  retry(run: () => void): void
  /** The next pause is the first again. */
  reset(): void
  stop(): void
}

/** Pauses double from the first one up to the longest. Up to half of each is left out by chance, so that not all retry at once. */
export function createBackOff(firstPauseMs: number, longestPauseMs = 10_000): BackOff {
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined
  return {
    retry(run) {
      clearTimeout(timer)
      timer = setTimeout(run, pauseMs * (0.5 + Math.random() / 2))
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    },
    reset() {
      pauseMs = firstPauseMs
    },
    stop: () => clearTimeout(timer),
  }
}
