/** Starts a program. If it cannot start, it prints one sentence on standard error and sets exit code 1. */
export async function runProgram(start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

/** The surroundings of a command. */
export interface CommandContext {
  /** The arguments after the name of the script. */
  argv: string[]
  /** Writes a line to standard error. */
  log(line: string): void
  /** Aborts on Ctrl-C and SIGTERM. */
  signal: AbortSignal
}

/** Runs a command to its end. If it fails, it prints one sentence on standard error and sets exit code 1. */
export async function runCommand(run: (context: CommandContext) => Promise<void>): Promise<void> {
  const interrupt = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupt.abort())
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  await runProgram(() => run({ argv: process.argv.slice(2), log, signal: interrupt.signal }))
}
