/** Starts a program. If it cannot start, it prints one sentence on standard error and sets exit code 1. */
export async function runProgram(start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
