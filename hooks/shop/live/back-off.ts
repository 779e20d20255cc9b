/** Retries that wait longer each time. */
export interface BackOff {
  /** Runs the function after the next pause. It replaces a function that still waits. */
  retry(run: () => void): void
  /** Makes the first pause the next one again. */
  reset(): void
  stop(): void
}

/** Pauses double up to the longest. A random part of up to half is left out of each, so that clients do not retry together. */
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
