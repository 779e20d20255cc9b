/** A longer time overflows a timer, which then fires at once (Node.js, setTimeout). */
const longestMs = 86_400_000

/** One timer: each call replaces the one before. It does not keep the process alive. */
export function createAlarm(): (ms: number, run: () => void) => void {
  let timer: NodeJS.Timeout | undefined
  return (ms, run) => {
    clearTimeout(timer)
    timer = setTimeout(run, Math.min(ms, longestMs)).unref()
  }
}
