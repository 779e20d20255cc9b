import type { Logger } from 'pino'
import { readOptions, usage } from './config.ts'
import { startEngine } from './engine.ts'

/** The parts of the process that the program touches. */
export interface Host {
  args: string[]
  print(text: string): void
  log: Logger
  exit(code: number): void
  onTerminate(action: () => void): void
  start?: typeof startEngine
}

// Exit code of a Go program that panics: what the original ends with.
const panicCode = 2
const graceMs = 1_500

/** Runs until it is told to end: exit 0 within two seconds; exit 1 if it cannot start; exit 2 after a fatal answer. */
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
