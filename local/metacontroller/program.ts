import type { Logger } from 'pino'
import { readOptions, usage } from './config.ts'
import { startEngine } from './engine.ts'

/** The parts of the process that the program uses. */
export interface Host {
  args: string[]
  print(text: string): void
  log: Logger
  exit(code: number): void
  onTerminate(action: () => void): void
  start?: typeof startEngine
}

// Metacontroller ends with this exit code, which a Go program has after a panic.
const panicCode = 2
const graceMs = 1_500

/**
 * Runs until the process is terminated, and then exits with 0 within two seconds. Exits with 1 if it cannot start, and
 * with 2 after a fatal answer.
 */
export async function runProgram({ args, print, log, exit, onTerminate, start = startEngine }: Host): Promise<void> {
  try {
    const options = readOptions(args)
    if (!options) return print(usage)
    onTerminate(() => {
      setTimeout(() => exit(0), graceMs)
      void starting.then(({ stop }) => stop()).finally(() => exit(0))
    })
    const starting = start({ ...options, log, fatal })
    await starting
  } catch (error) {
    log.fatal((error as Error).message)
    exit(1)
  }

  function fatal(error: Error): void {
    log.fatal(`ending, as Metacontroller does: ${error.message}`)
    exit(panicCode)
  }
}
