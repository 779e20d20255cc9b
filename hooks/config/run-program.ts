/** Starts a program; what keeps it from starting is one sentence on standard error, and exit code 1. */
export async function runProgram(start: () => Promise<void>): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
