import { readOptions, usage } from './options.ts'
import { startPlayedGateway } from './played-gateway.ts'

export interface ProgramOptions {
  args: string[]
  signal: AbortSignal
  log(line: string): void
  /** The pause before events that were not accepted are sent again, in milliseconds. */
  retryMs?: number
}

/** Plays the gateways until `signal` aborts. Returns the exit code. */
export async function runGateway({ args, signal, log, retryMs = 10_000 }: ProgramOptions): Promise<number> {
  const options = readOptions(args)
  if (options === undefined) {
    log(usage)
    return 0
  }
  const gateway = await startPlayedGateway(options)
  log(`played gateway: ${gateway.url}`)
  const retry = setInterval(() => gateway.control.deliveries.sendAgain(), retryMs)
  const aborted = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => aborted.resolve())
  if (!signal.aborted) await aborted.promise
  clearInterval(retry)
  await gateway.stop()
  return 0
}
