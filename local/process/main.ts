const ends = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface MainOptions {
  printError(line: string): void
  /** Process id of whoever must not be gone: when it changes, the signal aborts. */
  parent?: () => number
  /** Milliseconds between two looks at it. */
  every?: number
}

/**
 * Runs what a command does and answers its exit code. The first Ctrl-C, SIGTERM or SIGHUP aborts the signal, later ones are
 * ignored, even after the work (npm repeats each); an error is printed as its message and answers 1, unless it is the
 * consequence of the abort.
 */
export async function runMain(
  work: (signal: AbortSignal) => Promise<number>,
  { printError, parent = () => 0, every = 500 }: MainOptions,
): Promise<number> {
  const stop = new AbortController()
  const abort = () => stop.abort()
  for (const name of ends) process.on(name, abort)
  const first = parent()
  const watch = setInterval(() => parent() === first || abort(), every).unref()
  const code = await work(stop.signal).catch(error => {
    if (!stop.signal.aborted) printError(error instanceof Error ? error.message : String(error))
    return 1
  })
  clearInterval(watch)
  return code
}
