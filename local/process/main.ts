const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface MainOptions {
  printError(line: string): void
  /** Process id of the parent, which must stay alive: when the id changes, the signal aborts. */
  parent?: () => number
  /** Milliseconds between two checks of the parent. */
  everyMs?: number
}

/**
 * Runs a command and returns its exit code. The first Ctrl-C, SIGTERM or SIGHUP aborts the signal; later ones are
 * ignored, even after the work (npm repeats each). It prints the message of an error and returns 1, and prints nothing
 * if the abort caused the error.
 */
export async function runMain(
  work: (signal: AbortSignal) => Promise<number>,
  { printError, parent = () => 0, everyMs = 500 }: MainOptions,
): Promise<number> {
  const stop = new AbortController()
  const abort = () => stop.abort()
  for (const name of ends) process.on(name, abort)
  const first = parent()
  const watch = setInterval(() => parent() === first || abort(), everyMs).unref()
  const code = await work(stop.signal).catch(error => {
    if (!stop.signal.aborted) printError(error instanceof Error ? error.message : String(error))
    return 1
  })
  clearInterval(watch)
  return code
}
